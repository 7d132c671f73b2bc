"""Renders every widget in both themes to pictures: python -m tests.ui.gallery --out DIR."""

from __future__ import annotations

import argparse
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from essgui.domain.lifecycle import RefreshStatus
from essgui.ui.charts.capacity_chart import CapacityChart
from essgui.ui.charts.picture import (
    CapacityPicture,
    ChartSeries,
    CheckpointMark,
    ProgressLevel,
    ProgressPicture,
)
from essgui.ui.charts.progress_chart import ProgressChart
from essgui.ui.fonts import FontRole
from essgui.ui.icons import icon_names
from essgui.ui.theme import THEMES, apply_theme, load_theme
from essgui.ui.widgets.badges import CountBadge, EligibilityBadge, Tag
from essgui.ui.widgets.banner import Banner, ErrorCard
from essgui.ui.widgets.buttons import (
    Button,
    icon_button,
    link_button,
    primary_button,
    secondary_button,
)
from essgui.ui.widgets.capacity import CapacityFigures, CapacityStrip
from essgui.ui.widgets.card import Card, Ground
from essgui.ui.widgets.confirm import ConfirmSheet, Question
from essgui.ui.widgets.context_chip import ContextChip, Environment, EnvironmentStrip
from essgui.ui.widgets.copyable_id import CopyableId
from essgui.ui.widgets.delegates.cells import (
    CapacityDelegate,
    IconTextDelegate,
    PlainDelegate,
    StatusDelegate,
    TwoLineDelegate,
)
from essgui.ui.widgets.delegates.roles import Role
from essgui.ui.widgets.disabled_reason import DisabledReason
from essgui.ui.widgets.empty_state import EmptyState, LoadingBars
from essgui.ui.widgets.icon_label import IconLabel
from essgui.ui.widgets.labels import Label
from essgui.ui.widgets.ladder import CheckpointLadder, LadderNode, NodeState
from essgui.ui.widgets.percent_slider import PercentSlider
from essgui.ui.widgets.pill import StatusPill
from essgui.ui.widgets.progress import ThinProgress
from essgui.ui.widgets.radio_card import PresetCard, RadioCard
from essgui.ui.widgets.rows import CheckRow, KeyValueRow, SectionTitle
from essgui.ui.widgets.segmented import SegmentedControl
from essgui.ui.widgets.stat_card import StatCard
from essgui.ui.widgets.step_strip import StepStrip
from essgui.ui.widgets.switch import Switch


def row(*widgets: QWidget, spacing: int = 12, stretch: bool = True) -> QWidget:
    box = QWidget()
    layout = QHBoxLayout(box)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    for widget in widgets:
        layout.addWidget(widget)
    if stretch:
        layout.addStretch(1)
    return box


def page(*widgets: QWidget, width: int = 1000) -> QWidget:
    box = Ground("window")
    layout = QVBoxLayout(box)
    layout.setContentsMargins(16, 16, 16, 16)
    layout.setSpacing(12)
    for widget in widgets:
        layout.addWidget(widget)
    layout.addStretch(1)
    box.setFixedWidth(width)
    return box


def controls() -> QWidget:
    cards = [
        StatCard("spin", "blue", "running"),
        StatCard("flag", "amber", "at checkpoint"),
        StatCard("octx", "red", "failed"),
        StatCard("tick", "slate", "idle"),
    ]
    for card, count, line in zip(
        cards,
        ("3", "1", "1", "212"),
        ("next to finish 15:05", "resumes in 12:40", "payments-ledger", "38 with drift"),
        strict=True,
    ):
        card.set_count(count, line)
    cards[2].setChecked(True)
    segments = SegmentedControl(
        [("all", "All"), ("active", "Active"), ("drifted", "Drifted"), ("not", "Not eligible")]
    )
    segments.set_counts({"all": 217, "active": 5, "drifted": 43, "not": 19})
    off = DisabledReason(secondary_button("Roll back…", "undo"))
    off.set_reason("The target is template version Latest.", "Roll back is not possible")
    off_primary = DisabledReason(primary_button("Resume", "play"))
    off_primary.set_reason("It is not paused.")
    chips = [ContextChip() for _ in range(3)]
    chips[0].set_profile("acme-prod", Environment.PROD)
    chips[1].set_profile("acme-dev", Environment.DEV, read_only=True)
    chips[2].set_profile("Practice cloud", Environment.SIM)
    strip = EnvironmentStrip()
    strip.set_environment(Environment.PROD)
    switch_on = Switch("Read-only")
    switch_on.setChecked(True)
    field = QLineEdit()
    field.setPlaceholderText("Filter, e.g. status:failed")
    box = QComboBox()
    box.addItems(["Last 60 days", "Last 7 days"])
    check, radio = QCheckBox("Skip instances that match"), QRadioButton("Chosen")
    check.setChecked(True)
    radio.setChecked(True)
    progress = [ThinProgress() for _ in range(3)]
    progress[0].set_share(0.45, "blue_solid", (0.25, 0.5))
    progress[1].set_share(0.5, "amber_solid", (0.25, 0.5))
    progress[2].set_share(0.0)
    eligible, not_eligible = EligibilityBadge(), EligibilityBadge()
    not_eligible.set_eligible(eligible=False, reason="Balanced policy")
    calls = CountBadge()
    calls.set_count(1, calls=True)
    return page(
        strip,
        row(*cards, stretch=False),
        row(segments),
        row(*chips),
        row(*(StatusPill(s) for s in list(RefreshStatus)[:6]), StatusPill("Warming")),
        row(*(StatusPill(s) for s in list(RefreshStatus)[6:]), StatusPill("InProgress", large=True)),
        row(
            primary_button("Refresh instances…", "refreshes"),
            secondary_button("Suspend", "bars"),
            Button("Cancel…", "", "danger"),
            Button("Cancel the refresh", "", "danger-filled"),
            off,
            off_primary,
        ),
        row(
            link_button("Details"),
            secondary_button("Resume now", "play", small=True),
            icon_button("columns", "Columns"),
        ),
        row(field, box, check, radio, Switch("Read-only"), switch_on),
        row(*progress, stretch=False),
        row(
            eligible,
            not_eligible,
            Tag("prod", "surface", "env_prod"),
            Tag("3 of 17 fields change", "accent_text", "accent_soft"),
            CountBadge(44),
            calls,
            CopyableId("ir-bp1g6x0c3mtz8qkwy2ne"),
        ),
        Banner("No instance is stuck", "green"),
        Banner("No answer for 18 s, retry in 6 s", "amber", actions=[link_button("Try now")]),
    )


def drawer() -> QWidget:
    strip = CapacityStrip()
    strip.set_figures(CapacityFigures(18, 6, 18, 40, 6), "oldest 11 d")
    checks = [CheckRow() for _ in range(3)]
    checks[0].set_check("Scale-out policy", "Priority")
    checks[1].set_check("Reclaim mode", "Economical", "ban", "slate_fg")
    checks[2].set_check("1 instance will be ignored", "Protected", "warn", "amber_fg")
    badge = EligibilityBadge()
    side = page(
        Label("image-resizer", FontRole.HEADING),
        CopyableId("asg-uf6q5t0m2jr4zwea1bd9"),
        SectionTitle("Capacity", trailing=Label("18 in service", FontRole.SMALL, "text3")),
        strip,
        SectionTitle("Eligible for refresh", trailing=badge),
        *checks,
        SectionTitle("Active configuration"),
        KeyValueRow("Name", "resizer-2026-11"),
        KeyValueRow("Id", "asc-uf6b2x7qk1wd0vm5zzzzzzzzzzzz", mono=True),
        SectionTitle("Last refreshes", trailing=link_button("All 11")),
        LoadingBars(),
        width=344,
    )
    side.setProperty("ground", "surface")
    empty = EmptyState(
        "fleet",
        "No scaling groups in these regions",
        "Choose other regions, or open the practice cloud to try things out.",
        actions=[secondary_button("Change regions"), primary_button("Open practice cloud")],
    )
    error = ErrorCard(actions=[primary_button("Retry", "refreshes")])
    error.set_problem(
        "The cloud refused to start the refresh: another one of this group is under way.",
        "Wait for it to end, or cancel it first.",
        "InstanceRefreshInProgress",
        "7B1F3E1C-0D52-5D4B-A1C4-19D9C1A0A6AB",
        "{}",
    )
    ladder = CheckpointLadder()
    ladder.set_nodes(
        (
            LadderNode(NodeState.STARTED, "Started", ("13:40 by ops-li",)),
            LadderNode(NodeState.REACHED, "25 % · 10 new", ("reached 13:58, resumed 14:13",)),
            LadderNode(
                NodeState.WAITING,
                "50 % · 20 new",
                ("reached 14:37, resumes in",),
                "12:40",
                ("by itself at 14:52",),
                "waits for 1 stuck instance",
                can_resume=True,
            ),
            LadderNode(NodeState.NEXT, "75 % · 30 new", ("expected in about",), "≈ 06:10"),
            LadderNode(NodeState.AHEAD, "100 % · 40 new", ("15:28 to 15:52, no pause",), icon="lock"),
        )
    )
    rungs = Card("Checkpoints", trailing=Label("pause 15 min each", FontRole.SMALL, "text3"))
    rungs.body.addWidget(ladder)
    rungs.setFixedWidth(248)
    middle = QWidget()
    column = QVBoxLayout(middle)
    column.addWidget(error)
    column.addWidget(empty, 1)
    return page(row(side, rungs, middle, stretch=False), width=1100)


def wizard() -> QWidget:
    steps = StepStrip(["Target", "Scope", "Pace", "Safety", "Review"])
    steps.set_state(2, 2)
    group, presets = QButtonGroup(), QButtonGroup()
    cards = [
        RadioCard("active", "Current active configuration", "Rebuild as is. Sends no desired configuration."),
        RadioCard("config", "Scaling configuration", "Pick one of the 9 in this group."),
        RadioCard("image", "Image", "Same settings, new image."),
        RadioCard("template", "Launch template", "Version and instance type overrides."),
        RadioCard("box", "Containers", ""),
    ]
    cards[2].setChecked(True)
    cards[4].set_reason("ECI groups only. This group is ECS.")
    paces = [PresetCard("Safe", ""), PresetCard("Balanced", ""), PresetCard("Fast", "")]
    for card in cards:
        group.addButton(card)
    for card in paces:
        presets.addButton(card)
    paces[0].set_texts("100 / 110 % · pauses at 10, 25, 50 %", "3 h 45 to 4 h 30", "40 to 44 in service")
    paces[1].set_texts("90 / 150 % · pauses at 25, 50 %", "2 h 20 to 2 h 48", "36 to 60 in service")
    paces[2].set_texts("80 / 200 % · no pauses", "9 to 20 min", "32 to 80 in service")
    paces[1].setChecked(True)
    low, high = (
        PercentSlider("Minimum healthy", 0, 100, 80),
        PercentSlider("Maximum healthy", 100, 200, 120),
    )
    low.set_value(90)
    high.set_value(150)
    corridor = Card("How many may be out, how many may be extra")
    corridor.body.addWidget(row(low, high, spacing=24, stretch=False))
    made = page(row(steps), row(*cards, stretch=False), row(*paces, stretch=False), corridor, width=1100)
    group.setParent(made)
    presets.setParent(made)
    return made


class HoverlessTable(QTableView):
    """A table as the fleet has it."""


def table() -> QWidget:
    model = QStandardItemModel(0, 7)
    model.setHorizontalHeaderLabels(
        ["Name / ID", "Type", "Capacity", "Source", "Drift", "Refresh", "Last refresh"]
    )
    rows = [
        ("web-frontend-prod", CapacityFigures(40, 20, 40, 80), "20", "CheckpointPause", 0.5, ""),
        ("checkout-api-prod", CapacityFigures(40, 24, 42, 60), "18", "InProgress", 0.45, ""),
        ("batch-worker-eci", CapacityFigures(14, 4, 14, 40), "9", "RollbackInProgress", 0.36, ""),
        ("image-resizer", CapacityFigures(18, 6, 18, 40), "6", "", None, "Successful"),
        ("ads-ranker-spot", CapacityFigures(0, 0, 20, 40), "0", "", None, "Failed"),
    ]
    for name, figures, drift, status, share, last in rows:
        cells = [
            QStandardItem(text) for text in (name, "ECS", "", "web-fe-2026-10", " of 40", "Idle", "12 d ago")
        ]
        cells[0].setData("asg-bp18p2yfxow2dloqzzzz", Role.SECOND_LINE)
        cells[0].setData(True, Role.SECOND_IS_ID)
        cells[0].setData(True, Role.NAMED)
        cells[2].setData(figures, Role.CAPACITY)
        cells[3].setData("config", Role.ICON)
        cells[3].setData("text", Role.TONE)
        cells[4].setData(drift, Role.STRONG)
        if status:
            cells[5].setData(status, Role.STATUS)
            cells[5].setData(share, Role.SHARE)
            cells[5].setData("18", Role.STRONG)
            cells[5].setText("/40")
            cells[6].setText("12:32")
            cells[6].setData("today", Role.SECOND_LINE)
        else:
            cells[6].setData(last, Role.SECOND_STATUS)
        model.appendRow(cells)
    view = HoverlessTable()
    model.setParent(view)
    view.setModel(model)
    delegates = [
        TwoLineDelegate(view, first=True),
        PlainDelegate(view),
        CapacityDelegate(view),
        IconTextDelegate(view),
        PlainDelegate(view),
        StatusDelegate(view),
        TwoLineDelegate(view),
    ]
    for column, (delegate, width) in enumerate(zip(delegates, (172, 46, 106, 140, 76, 170, 96), strict=True)):
        view.setItemDelegateForColumn(column, delegate)
        view.setColumnWidth(column, width)
    view.setShowGrid(False)
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(48)
    view.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    view.horizontalHeader().setHighlightSections(False)
    view.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
    view.selectRow(3)
    view.setFixedHeight(300)
    return page(view, width=820)


def icons() -> QWidget:
    box = QWidget()
    grid = QGridLayout(box)
    for at, name in enumerate(icon_names()):
        cell = QWidget()
        column = QVBoxLayout(cell)
        column.addWidget(IconLabel(name, "text", 32), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(IconLabel(name, "text", 16), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(Label(name, FontRole.CAPTION, "text3"), 0, Qt.AlignmentFlag.AlignHCenter)
        grid.addWidget(cell, at // 12, at % 12)
    return page(box, width=1100)


def confirm() -> QWidget:
    return ConfirmSheet(
        Question(
            "Cancel the refresh of checkout-api-prod?",
            ("18 of 40 instances are new. ESS stops replacing; what is in flight still finishes.",),
            ("All 40 instances stay in service.",),
            ("The 18 new instances are not turned back.", "A cancelled refresh cannot be resumed."),
            "Cancel the refresh",
            "checkout-api-prod",
        )
    )


START = datetime(2026, 11, 20, 13, 36, tzinfo=UTC)


def at(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


def line(*points: tuple[float, float | None]) -> ChartSeries:
    return ChartSeries.of((at(minutes), value) for minutes, value in points)


def monitor_picture() -> CapacityPicture:
    return CapacityPicture(
        in_service=line(
            (0, 42),
            (9.5, 42),
            (12, 50),
            (14, 42),
            (18, 42),
            (20, 44),
            (21.5, 42),
            (43, 42),
            (45, 49),
            (47, 44),
            (49, 42),
            (51, 43),
            (53, 40),
            (55, 40),
        ),
        new=line(
            (0, 0), (9.5, 0), (12, 8), (18.5, 8), (20, 10), (42, 10), (45, 17), (50, 17), (52, 18), (55, 18)
        ),
        forecast=line(
            (55, 18), (63, 20), (76, 20), (80, 25), (88, 31), (96, 35), (110, 39), (125, 40), (142, 40)
        ),
        forecast_low=line((63, 20), (76, 20), (90, 27), (100, 31), (120, 37), (134, 40), (142, 40)),
        forecast_high=line((63, 20), (76, 20), (80, 27), (90, 34), (110, 40), (134, 40), (142, 40)),
        first_forecast=line(
            (18, 8),
            (21, 10),
            (42, 10),
            (44, 18),
            (50, 18),
            (53, 20),
            (71, 20),
            (79, 28),
            (92, 35),
            (106, 40),
            (142, 40),
        ),
        floor=38,
        floor_label="floor 38",
        ceiling=50,
        ceiling_label="ceiling 50",
        checkpoints=(
            CheckpointMark(at(22), "25 %", at(37), reached=True),
            CheckpointMark(at(61), "50 %", at(76)),
        ),
        now=at(55),
        now_label="now 14:31",
        finish=(at(112), at(136)),
        finish_label="15:28 – 15:52",
        start=at(0),
        end=at(142),
    )


def wizard_picture() -> CapacityPicture:
    return CapacityPicture(
        in_service=line(
            (0, 40),
            (6, 40),
            (8, 50),
            (9, 40),
            (73, 40),
            (75, 50),
            (77, 40),
            (142, 40),
            (146, 60),
            (148, 40),
            (184, 40),
        ),
        new=line((0, 0), (6, 0), (8, 10), (73, 10), (76, 20), (142, 20), (146, 40), (184, 40)),
        floor=36,
        floor_label="floor 36 (90 %)",
        ceiling=60,
        ceiling_label="ceiling 60 (150 %)",
        checkpoints=(
            CheckpointMark(at(10), "25 % at 12:39", at(70), note="pause 60 min, resumes by itself 13:39"),
            CheckpointMark(at(78), "50 % at 13:48", at(138), note="pause 60 min, resumes by itself 14:48"),
        ),
        finish=(at(142), at(170)),
        finish_label="14:52 to 15:20",
    )


def gap_picture() -> CapacityPicture:
    return CapacityPicture(
        in_service=line((20, 42), (40, 42), (41, None), (60, None), (61, 40), (90, 42)),
        new=line((20, 5), (40, 10), (41, None), (60, None), (61, 18), (90, 20)),
        start=at(0),
        end=at(100),
        unseen_until=at(20),
        unseen_label="not recorded",
        now=at(90),
        now_label="now 15:06",
    )


def charts() -> QWidget:
    made: list[QWidget] = []
    for picture in (monitor_picture(), wizard_picture(), gap_picture(), CapacityPicture()):
        chart = CapacityChart(zone=UTC)
        chart.setFixedHeight(300)
        chart.set_picture(picture, "Waiting for the first answer")
        card = Card("Capacity")
        card.body.addWidget(chart)
        made.append(card)
    progress = ProgressChart(zone=UTC)
    progress.setFixedHeight(300)
    progress.set_picture(
        ProgressPicture(
            finished=monitor_picture().new,
            forecast=monitor_picture().forecast,
            total=40,
            total_label="40 instances",
            levels=(ProgressLevel(10, "25 %", reached=True), ProgressLevel(20, "50 %")),
            now=at(55),
            now_label="now 14:31",
        )
    )
    card = Card("Progress")
    card.body.addWidget(progress)
    made.append(card)
    return page(*made, width=740)


PAGES = {
    "charts": charts,
    "controls": controls,
    "drawer": drawer,
    "wizard": wizard,
    "table": table,
    "icons": icons,
    "confirm": confirm,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--only", default="")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    for name in THEMES:
        apply_theme(app, load_theme(name))
        for title, make in PAGES.items():
            if given.only in title:
                shown = make()
                shown.show()
                app.processEvents()
                shown.grab().save(str(given.out / f"{title}-{name}.png"))
                shown.close()


if __name__ == "__main__":
    main()
