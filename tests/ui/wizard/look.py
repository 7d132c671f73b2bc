"""Renders the wizard in both themes to pictures: python -m tests.ui.wizard.look --out DIR."""

from __future__ import annotations

import argparse
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from essgui.core.draft import TargetKind
from essgui.core.state import AttemptPhase, Picker, Remote, Step
from essgui.domain.catalog import Found
from essgui.ui.theme import THEMES, apply_theme, load_theme
from essgui.ui.wizard.page import WizardPage
from tests.ui.wizard import offers, scenes

if TYPE_CHECKING:
    from essgui.core.state import AppState

SIZE = (1370, 800)
SMALL = (1108, 620)


def pictures() -> dict[str, AppState]:
    chosen = scenes.CONFIGURATION
    pace = {**chosen, "min_healthy": 90, "max_healthy": 150, "checkpoints": (25, 50, 100)}
    chinese = scenes.with_group(
        scenes.ecs(**chosen), name="电商前端生产环境-华东一区-弹性伸缩组-网关与静态资源服务-很长的名字"
    )
    first, second = scenes.containers()
    image = scenes.ecs(kind=TargetKind.IMAGE, image="m-bp1f7k2wq9xz0c4vjh5n")
    changed = (
        scenes.ContainerDraft(
            replace(first, image="registry.example.com/push/server:2.15.0", args=("--port", "9090")),
            chosen=True,
        ),
        scenes.ContainerDraft(second),
    )
    return {
        "target-configuration": offers.stocked(scenes.ecs(**chosen)),
        "target-unchosen": scenes.ecs(),
        "target-active": scenes.ecs(kind=TargetKind.ACTIVE),
        "target-image": offers.stocked(image),
        "target-image-many": offers.known(
            offers.stocked(image), offers.ALL, Found(offers.many_images(), 124)
        ),
        "target-image-id": offers.stocked(
            scenes.with_wizard(
                scenes.ecs(kind=TargetKind.IMAGE, image="m-bp19xq4ad7vw2t0gnsle"), picker=Picker(by_id=True)
            )
        ),
        "target-image-loading": offers.waiting(image, offers.ALL),
        "target-image-denied": offers.refused(image, offers.ALL, scenes.DENIED_IMAGES),
        "target-image-none": scenes.with_wizard(offers.stocked(image), picker=Picker(text="no such image")),
        "target-template": offers.stocked(
            scenes.template(
                template_version="Latest", instance_types=("ecs.g7.large", "ecs.g7.large", "ecs.c7.xlarge")
            )
        ),
        "target-template-version": offers.stocked(scenes.template(template_version="4")),
        "target-template-loading": offers.waiting(scenes.template(template_version="4"), offers.VERSIONS),
        "target-template-denied": offers.refused(
            offers.refused(scenes.template(), offers.VERSIONS, scenes.DENIED_IMAGES),
            offers.TEMPLATES,
            scenes.DENIED_IMAGES,
        ),
        "target-containers": scenes.eci(containers=changed),
        "target-containers-wrong": scenes.eci(containers=scenes.wrong_containers()),
        "target-loading": scenes.with_detail(
            scenes.ecs(), configurations=Remote(loading=True), instances=Remote(loading=True)
        ),
        "target-denied": scenes.with_detail(
            scenes.ecs(), configurations=Remote(failure=scenes.DENIED, misses=1)
        ),
        "target-chinese": chinese,
        "scope": scenes.ecs(Step.SCOPE, **chosen),
        "scope-nothing": scenes.ecs(Step.SCOPE, kind=TargetKind.ACTIVE),
        "scope-loading": scenes.with_detail(scenes.ecs(Step.SCOPE), instances=Remote(loading=True)),
        "pace": scenes.ecs(Step.PACE, **pace),
        "pace-plain": scenes.ecs(Step.PACE, size=300, **chosen),
        "pace-wrong": scenes.ecs(
            Step.PACE, **{**pace, "checkpoints": (50, 50, 20, 100), "pause_minutes": 5000, "max_healthy": 200}
        ),
        "pace-tight": scenes.ecs(Step.PACE, size=1, **{**chosen, "min_healthy": 100, "max_healthy": 100}),
        "review": scenes.ecs(Step.REVIEW, **pace),
        "review-protected": scenes.with_group(scenes.ecs(Step.REVIEW, **pace), tags={"env": "prod"}),
        "review-wrong": scenes.ecs(Step.REVIEW, checkpoints=(50, 50, 100), min_healthy=0),
        "review-containers": scenes.eci(Step.REVIEW, containers=changed),
        "review-starting": scenes.starting(scenes.ecs(Step.REVIEW, **pace)),
        "review-unknown": scenes.starting(scenes.ecs(Step.REVIEW, **pace), AttemptPhase.UNKNOWN),
        "review-refused": scenes.with_wizard(scenes.ecs(Step.REVIEW, **pace), refusal=scenes.REFUSED),
        "review-gone": scenes.with_wizard(scenes.ecs(Step.REVIEW, **pace), gone=True),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--only", default="")
    chosen = parser.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    for theme in THEMES:
        apply_theme(app, load_theme(theme))
        for name, state in pictures().items():
            if chosen.only not in f"{name}-{theme}":
                continue
            page = WizardPage(lambda _message: None)
            for size, tag in ((SIZE, ""), (SMALL, "-small")):
                page.resize(*size)
                page.show_state(None, state)
                page.show()
                # Nested layouts settle one level per round.
                for _round in range(8):
                    app.processEvents()
                page.grab().save(str(chosen.out / f"{name}-{theme}{tag}.png"))
            page.close()
            page.deleteLater()
            app.processEvents()


if __name__ == "__main__":
    main()
