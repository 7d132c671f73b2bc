"""What surrounds a refresh, one operation a method: hooks, waits, tasks, alarms, stock, diagnoses.

Runs in worker threads and raises whatever the SDK raises, as `questions` does.
"""

# The SDK ships no type marker, so the type of every field of it is only half known; names are checked.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from __future__ import annotations

from typing import TYPE_CHECKING

from alibabacloud_ess20220222 import models as ask
from darabonba.runtime import RuntimeOptions

from essgui.cloud import translate_surroundings as translate
from essgui.cloud.call import BadBody
from essgui.cloud.coerce import number, text
from essgui.cloud.paging import Page
from essgui.cloud.sdk import whole

if TYPE_CHECKING:
    from essgui.cloud.sdk import Client
    from essgui.domain.scaling import ActivityId, GroupId, RegionId
    from essgui.domain.surroundings import Alarm, Diagnosis, HookWait, LifecycleHook, ScheduledTask, Stock

A_PAGE = 50
"""Entries of a page: the most that each of these operations gives."""


class Surroundings:
    """What can be asked of the surroundings of the groups of one region."""

    def __init__(self, client: Client, region: RegionId) -> None:
        self._client = client
        self._region = region

    def hooks(self, group: GroupId, page: int) -> Page[LifecycleHook]:
        """DescribeLifecycleHooks, one page of a group's."""
        request = ask.DescribeLifecycleHooksRequest(
            region_id=self._region, scaling_group_id=group, page_number=page, page_size=A_PAGE
        )
        body = whole(self._client.describe_lifecycle_hooks_with_options(request, RuntimeOptions()).body)
        return Page(translate.hooks(body), number(body.total_count))

    def waits(self, activity: ActivityId, token: str) -> Page[HookWait]:
        """DescribeLifecycleActions, one page of an activity's; the operation does not take a group."""
        request = ask.DescribeLifecycleActionsRequest(
            region_id=self._region, scaling_activity_id=activity, max_results=A_PAGE
        )
        if token:
            request.next_token = token
        body = whole(self._client.describe_lifecycle_actions_with_options(request, RuntimeOptions()).body)
        return Page(translate.waits(body), number(body.total_count), text(body.next_token))

    def tasks(self, group: GroupId, page: int) -> Page[ScheduledTask]:
        """DescribeScheduledTasks, one page of a group's."""
        request = ask.DescribeScheduledTasksRequest(
            region_id=self._region, scaling_group_id=group, page_number=page, page_size=A_PAGE
        )
        body = whole(self._client.describe_scheduled_tasks_with_options(request, RuntimeOptions()).body)
        return Page(translate.tasks(body), number(body.total_count))

    def alarms(self, group: GroupId, page: int) -> Page[Alarm]:
        """DescribeAlarms, one page of a group's."""
        request = ask.DescribeAlarmsRequest(
            region_id=self._region, scaling_group_id=group, page_number=page, page_size=A_PAGE
        )
        body = whole(self._client.describe_alarms_with_options(request, RuntimeOptions()).body)
        return Page(translate.alarms(body), number(body.total_count))

    def stock(self, group: GroupId, image: str, instance_types: tuple[str, ...]) -> tuple[Stock, ...]:
        """DescribeElasticStrength of a group in its vSwitches, with another image and other types.

        What is empty is that of the group's own configuration.
        """
        request = ask.DescribeElasticStrengthRequest(region_id=self._region, scaling_group_id=group)
        if image:
            request.image_id = image
        if instance_types:
            request.instance_types = list(instance_types)
        body = whole(self._client.describe_elastic_strength_with_options(request, RuntimeOptions()).body)
        return translate.stock(body, group)

    def diagnose(self, group: GroupId) -> str:
        """CreateDiagnoseReport; returns the id of the report."""
        request = ask.CreateDiagnoseReportRequest(region_id=self._region, scaling_group_id=group)
        body = whole(self._client.create_diagnose_report_with_options(request, RuntimeOptions()).body)
        report: object = body.report_id
        if not isinstance(report, str) or not report.strip():
            raise BadBody("without the id of the report")
        return report

    def diagnosis(self, group: GroupId, report: str) -> Diagnosis | None:
        """DescribeDiagnoseReports for one id; None where it is not finished, or not there yet."""
        request = ask.DescribeDiagnoseReportsRequest(
            region_id=self._region,
            scaling_group_id=group,
            report_ids=[report],
            page_number=1,
            page_size=A_PAGE,
        )
        body = whole(self._client.describe_diagnose_reports_with_options(request, RuntimeOptions()).body)
        return translate.diagnosis(body, report)
