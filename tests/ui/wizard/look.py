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
from essgui.core.state import AttemptPhase, Intake, Remote, Step
from essgui.domain.exchange.importing import read_import
from essgui.domain.exchange.settings import SavedSettings, write_settings
from essgui.ui.theme import THEMES, apply_theme, load_theme
from essgui.ui.wizard.import_dialog import ImportDialog
from essgui.ui.wizard.name_dialog import NameDialog
from essgui.ui.wizard.page import WizardPage
from essgui.ui.wizard.saved_menu import SavedMenu
from tests.domain.exchange.test_read_terraform import AROUND, EVERYTHING
from tests.ui.wizard import scenes

if TYPE_CHECKING:
    from collections.abc import Callable

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
    changed = (
        scenes.ContainerDraft(
            replace(first, image="registry.example.com/push/server:2.15.0", args=("--port", "9090")),
            chosen=True,
        ),
        scenes.ContainerDraft(second),
    )
    typed = scenes.typed(scenes.ecs(Step.REVIEW, **pace))
    return {
        "text-typed": typed,
        "target-configuration": scenes.ecs(**chosen),
        "target-active": scenes.ecs(kind=TargetKind.ACTIVE),
        "target-image": scenes.ecs(kind=TargetKind.IMAGE, image="m-bp1f7k2wq9xz0c4vjh5n"),
        "target-image-wrong": scenes.ecs(kind=TargetKind.IMAGE, image="my image"),
        "target-template": scenes.template(
            template_version="Latest", instance_types=("ecs.g7.large", "ecs.g7.large", "ecs.c7.xlarge")
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
