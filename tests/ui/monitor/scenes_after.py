"""Scenes of a refresh that is over, where the final check cannot tell everything."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from essgui.core.state import Remote
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.refresh import ImageTarget, LaunchTemplateTarget
from essgui.domain.scaling import ConfigurationId, InstanceId, TemplateId
from tests.support.playbook import DENIED
from tests.support.states import ACTIVE
from tests.ui.monitor import scenes

if TYPE_CHECKING:
    from essgui.core.state import AppState
    from essgui.domain.scaling import Instance

S = RefreshStatus
THIRD = ConfigurationId("asc-bp1third00000000003")


def _ended(status: RefreshStatus, fleet: tuple[Instance, ...], **changes: object) -> AppState:
    state = scenes.scene(status, 40, ended_at=scenes.NOW.at - timedelta(minutes=1), **changes)
    group = next(iter(state.details))
    detail = replace(state.details[group], instances=Remote(fleet, scenes.NOW))
    return replace(state, details={group: detail})


def _fleet(new: int, old: int, **changes: object) -> tuple[Instance, ...]:
    every = (i for i in scenes.instances(new, old + 4) if (i.state, i.health) == ("InService", "Healthy"))
    return tuple(replace(i, **changes) for i in every if i.creation_type == "AutoCreated")


def freed() -> AppState:
    """An image refresh succeeded; instances that were protected then are not any more."""
    state = _ended(S.SUCCESSFUL, _fleet(34, 6, configuration=ACTIVE), target=ImageTarget("m-bp1old"))
    return scenes.with_task(state, finished=34, total=34)


def rolled_back() -> AppState:
    """An image refresh was rolled back, and the configurations may not be read."""
    fleet = _fleet(18, 22, configuration=ACTIVE)
    state = _ended(S.ROLLBACK_SUCCESSFUL, fleet, target=ImageTarget("m-bp1new"))
    group = next(iter(state.details))
    detail = replace(state.details[group], configurations=Remote(failure=DENIED))
    return replace(state, details={group: detail})


def switched_since() -> AppState:
    """Somebody has switched the group after it succeeded, and it has scaled out by two."""
    late = tuple(
        replace(i, id=InstanceId(f"i-bp1late{n:06}"), configuration=THIRD, created_at=scenes.NOW.at)
        for n, i in enumerate(_fleet(2, 0))
    )
    state = _ended(S.SUCCESSFUL, (*_fleet(40, 0), *late))
    region, groups = next(iter(state.groups.items()))
    group = replace(groups.value[0], active_configuration=THIRD)
    return replace(state, groups={region: Remote((group,), scenes.NOW)})


def moving() -> AppState:
    """A refresh to the latest version of a template was cancelled; all that it made is gone."""
    template = TemplateId("lt-bp1web")
    fleet = _fleet(1, 40, configuration=None, launch_template=template, launch_template_version="6")
    late = tuple(replace(i, created_at=scenes.NOW.at) if n < 2 else i for n, i in enumerate(fleet[1:]))
    state = _ended(S.CANCELLED, late, target=LaunchTemplateTarget(template, "Latest"))
    region, groups = next(iter(state.groups.items()))
    group = replace(
        groups.value[0],
        active_configuration=None,
        launch_template=template,
        launch_template_version="6",
    )
    return replace(state, groups={region: Remote((group,), scenes.NOW)})
