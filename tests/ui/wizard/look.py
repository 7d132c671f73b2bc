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
from essgui.core.select_wizard_texts import Form
from essgui.core.state import AttemptPhase, Intake, Picker, Remote, Step
from essgui.domain.catalog import Found
from essgui.domain.exchange.importing import read_import
from essgui.domain.exchange.settings import SavedSettings, write_settings
from essgui.domain.guards import Guards
from essgui.domain.surroundings import Diagnosis
from essgui.ui.theme import THEMES, apply_theme, load_theme
from essgui.ui.wizard.import_dialog import ImportDialog
from essgui.ui.wizard.name_dialog import NameDialog
from essgui.ui.wizard.page import WizardPage
from essgui.ui.wizard.saved_menu import SavedMenu
from tests.domain.exchange.test_read_terraform import AROUND, EVERYTHING
from tests.ui.wizard import answers, offers, scenes

if TYPE_CHECKING:
    from collections.abc import Callable

    from essgui.core.state import AppState

SIZE = (1370, 800)
SMALL = (1108, 620)


def pictures() -> dict[str, AppState]:
    chosen = scenes.CONFIGURATION
    pace = {**chosen, "min_healthy": 90, "max_healthy": 150, "checkpoints": (25, 50, 100)}
    safe = scenes.ecs(Step.SAFETY, **pace)
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
    typed = scenes.typed(scenes.ecs(Step.REVIEW, **pace))
    guards = Guards(suspend_below_floor=True, suspend_after=3, roll_back_after=10)
    return {
        "target-configuration": offers.stocked(scenes.ecs(**chosen)),
        "target-unchosen": scenes.ecs(),
        "text-typed": typed,
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
        "pace": scenes.with_past(scenes.ecs(Step.PACE, **pace)),
        "pace-priced": scenes.with_past(
            scenes.ecs(Step.PACE, **{**pace, "max_healthy": 130, "hourly_price": 0.42})
        ),
        "pace-plain": scenes.with_past(scenes.ecs(Step.PACE, size=300, **chosen)),
        "pace-reading": scenes.with_past(scenes.ecs(Step.PACE, **pace), value=None, seen=None, loading=True),
        "pace-denied": scenes.with_past(
            scenes.ecs(Step.PACE, **pace), value=None, seen=None, failure=scenes.PAST_DENIED
        ),
        "pace-never-before": scenes.with_past(scenes.ecs(Step.PACE, **pace), value=()),
        "pace-nothing": scenes.with_past(scenes.ecs(Step.PACE, kind=TargetKind.ACTIVE)),
        "pace-thousand": scenes.with_past(
            scenes.ecs(
                Step.PACE,
                size=1000,
                **{**chosen, "min_healthy": 100, "max_healthy": 100, "checkpoints": (5, 30, 100)},
            )
        ),
        "pace-days": scenes.with_past(
            scenes.ecs(Step.PACE, **{**pace, "checkpoints": (5, 10, 25, 50, 75, 100), "pause_minutes": 2880})
        ),
        "pace-unread": scenes.with_detail(scenes.ecs(Step.PACE, **pace), instances=Remote(loading=True)),
        "pace-wrong": scenes.ecs(
            Step.PACE, **{**pace, "checkpoints": (50, 50, 20, 100), "pause_minutes": 5000, "max_healthy": 200}
        ),
        "pace-tight": scenes.with_past(
            scenes.ecs(Step.PACE, size=1, **{**chosen, "min_healthy": 100, "max_healthy": 100})
        ),
        "pace-old-first": scenes.with_past(
            scenes.ecs(Step.PACE, **{**pace, "min_healthy": 80, "max_healthy": 100})
        ),
        "scope-working": scenes.mending(scenes.ecs(Step.SCOPE, **chosen)),
        "scope-refused": scenes.mending(scenes.ecs(Step.SCOPE, **chosen), scenes.MAY_NOT),
        "scope-many": scenes.left_alone(scenes.ecs(Step.SCOPE, **chosen)),
        "safety": answers.answered(safe),
        "safety-checking": answers.asking(safe),
        "safety-cautions": answers.answered(
            scenes.ecs(Step.SAFETY, **{**pace, "max_healthy": 200}),
            StockOf=answers.SOME_OUT,
            Hooks=(answers.HOOK,),
            ScheduledTasks=(answers.NIGHT,),
            Alarms=answers.DENIED,
        ),
        "safety-no-go": answers.answered(
            safe,
            StockOf=answers.SOLD_OUT,
            DiagnosisOf=Diagnosis("d-1", None, (answers.CRITICAL,)),
            ImageById=None,
        ),
        "safety-despite": scenes.despite(answers.answered(safe, StockOf=answers.SOLD_OUT)),
        "safety-no-way-back": answers.answered(
            scenes.template(Step.SAFETY, template_version="Latest"), TemplateVersions=answers.versions(3, 4)
        ),
        "safety-broken": answers.answered(
            safe, StockOf=answers.BROKEN, DiagnosisOf=answers.BROKEN, ImageById=answers.BROKEN
        ),
        "safety-guarded": answers.answered(scenes.ecs(Step.SAFETY, **pace, guards=guards)),
        "safety-guarded-no-way-back": answers.answered(
            scenes.template(Step.SAFETY, template_version="Latest", guards=guards),
            TemplateVersions=answers.versions(3, 4),
        ),
        "review-guarded": answers.answered(scenes.ecs(Step.REVIEW, **pace, guards=guards)),
        "review-no-go": answers.answered(scenes.ecs(Step.REVIEW, **pace), StockOf=answers.SOLD_OUT),
        "review-despite": scenes.despite(
            answers.answered(scenes.ecs(Step.REVIEW, **pace), StockOf=answers.SOLD_OUT, Alarms=answers.DENIED)
        ),
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
        for name, draw in dialogs().items():
            if chosen.only in f"{name}-{theme}":
                draw(str(chosen.out / f"{name}-{theme}.png"))


def dialogs() -> dict[str, Callable[[str], None]]:
    state = scenes.ecs(Step.REVIEW, **scenes.CONFIGURATION, checkpoints=(25, 50, 100))
    containers = scenes.eci(
        Step.REVIEW, containers=tuple(scenes.ContainerDraft(c, chosen=True) for c in scenes.containers())
    )

    def tab(shown: AppState, form: Form, path: str, *, values: bool = False) -> None:
        page = WizardPage(lambda _message: None)
        for size, tag in ((SIZE, ""), (SMALL, "-small")):
            page.resize(*size)
            page.show_state(None, shown)
            page.review.request.tabs.setCurrentIndex(tuple(Form).index(form))
            page.review.request.values.setChecked(values)
            page.show()
            _settle()
            page.grab().save(path.replace(".png", f"{tag}.png"))
        page.close()
        page.deleteLater()
        _settle()

    def importing(text: str, path: str) -> None:
        dialog = ImportDialog(lambda _message: None)
        dialog.ask()
        dialog.text.setPlainText(text)
        offer = read_import(text)
        dialog.show_state(None, replace(state, intake=Intake(reading=False, offer=offer)))
        _settle()
        dialog.grab().save(path)
        dialog.close()
        dialog.deleteLater()
        _settle()

    def menu(path: str) -> None:
        owner = WizardPage(lambda _message: None)
        owner.show()
        made = SavedMenu(lambda _message: None, owner, lambda: None).build(
            (SavedSettings("Careful", 100, 110, checkpoints=(10, 25, 50)), SavedSettings("Night run & more")),
            "",
        )
        made.popup(owner.pos())
        _settle()
        made.grab().save(path)
        made.close()
        owner.close()
        owner.deleteLater()
        _settle()

    def naming(path: str) -> None:
        owner = WizardPage(lambda _message: None)
        owner.show()
        dialog = NameDialog(owner, ("Careful",), lambda _name, _target: None)
        dialog.open()
        dialog.name.setText("Careful")
        dialog.target.setChecked(True)
        _settle()
        dialog.grab().save(path)
        dialog.close()
        owner.close()
        owner.deleteLater()
        _settle()

    typed = scenes.typed(state)
    return {
        "tab-json": lambda path: tab(state, Form.JSON, path),
        "tab-json-wrong": lambda path: tab(typed, Form.JSON, path),
        "tab-cli": lambda path: tab(state, Form.CLI, path),
        "tab-python": lambda path: tab(state, Form.PYTHON, path),
        "tab-terraform": lambda path: tab(state, Form.TERRAFORM, path),
        "tab-folded": lambda path: tab(containers, Form.JSON, path),
        "tab-values": lambda path: tab(containers, Form.TERRAFORM, path, values=True),
        "import-terraform": lambda path: importing(AROUND, path),
        "import-wrong": lambda path: importing(EVERYTHING[:200], path),
        "import-several": lambda path: importing(EVERYTHING + AROUND, path),
        "import-settings": lambda path: importing(
            write_settings([SavedSettings("Careful"), SavedSettings("Fast", 50)]), path
        ),
        "saved-menu": menu,
        "saved-name": naming,
    }


def _settle() -> None:
    for _round in range(8):
        QApplication.processEvents()


if __name__ == "__main__":
    main()
