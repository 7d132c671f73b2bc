"""Each operation as a method: the request, the call through the SDK, and the answer as domain values.

Runs in worker threads. Every method raises whatever the SDK raises; `alibaba` turns that into the
errors of the domain.
"""

# The SDK ships no type marker, so the type of every field of it is only half known; names are checked.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from __future__ import annotations

from typing import TYPE_CHECKING

from alibabacloud_ess20220222 import models as ask
from darabonba.runtime import RuntimeOptions

from essgui.cloud import translate, translate_refresh
from essgui.cloud.call import BadBody
from essgui.cloud.catalog import Catalog
from essgui.cloud.changes import Changes
from essgui.cloud.coerce import number, text
from essgui.cloud.paging import Page
from essgui.cloud.sdk import Keys, catalog_client, client, whole
from essgui.cloud.surroundings import Surroundings
from essgui.domain.lifecycle import RefreshAction
from essgui.domain.scaling import TaskId

if TYPE_CHECKING:
    from collections.abc import Sequence

    from essgui.cloud.endpoints import Connection
    from essgui.domain.refresh import RefreshSpec, RefreshTask
    from essgui.domain.scaling import (
        Activity,
        ConfigurationId,
        GroupId,
        Instance,
        Region,
        RegionId,
        ScalingConfiguration,
        ScalingGroup,
    )

GROUPS_A_PAGE = 50
INSTANCES_A_PAGE = 100
CONFIGURATIONS_A_PAGE = 50
ACTIVITIES_A_PAGE = 50
REFRESHES_A_PAGE = 50


class Questions:
    """What can be asked in one region."""

    def __init__(self, connection: Connection, region: RegionId) -> None:
        keys = Keys(connection.credentials)
        self._client = client(connection, region, keys)
        self._region = region
        self.surroundings = Surroundings(self._client, region)
        self.catalog = Catalog(catalog_client(connection, region, keys), region)
        self.changes = Changes(self._client, region)

    def regions(self) -> tuple[Region, ...]:
        """DescribeRegions, with names in English."""
        request = ask.DescribeRegionsRequest(accept_language="en-US")
        answer = self._client.describe_regions_with_options(request, RuntimeOptions())
        return translate.regions(whole(answer.body))

    def groups(self, page: int) -> Page[ScalingGroup]:
        """DescribeScalingGroups, one page of all."""
        request = ask.DescribeScalingGroupsRequest(
            region_id=self._region, page_number=page, page_size=GROUPS_A_PAGE
        )
        body = whole(self._client.describe_scaling_groups_with_options(request, RuntimeOptions()).body)
        return Page(translate.groups(body, self._region), number(body.total_count))

    def group(self, group: GroupId) -> ScalingGroup | None:
        """DescribeScalingGroups for one id, or None where there is none."""
        request = ask.DescribeScalingGroupsRequest(
            region_id=self._region, scaling_group_ids=[group], page_number=1, page_size=GROUPS_A_PAGE
        )
        body = whole(self._client.describe_scaling_groups_with_options(request, RuntimeOptions()).body)
        return next((g for g in translate.groups(body, self._region) if g.id == group), None)

    def instances(self, group: GroupId, page: int) -> Page[Instance]:
        """DescribeScalingInstances, one page of a group's."""
        request = ask.DescribeScalingInstancesRequest(
            region_id=self._region, scaling_group_id=group, page_number=page, page_size=INSTANCES_A_PAGE
        )
        body = whole(self._client.describe_scaling_instances_with_options(request, RuntimeOptions()).body)
        return Page(translate.instances(body), number(body.total_count))

    def configurations(self, group: GroupId, page: int) -> Page[ScalingConfiguration]:
        """DescribeScalingConfigurations, one page of an ECS group's."""
        request = ask.DescribeScalingConfigurationsRequest(
            region_id=self._region, scaling_group_id=group, page_number=page, page_size=CONFIGURATIONS_A_PAGE
        )
        answer = self._client.describe_scaling_configurations_with_options(request, RuntimeOptions())
        body = whole(answer.body)
        return Page(translate.configurations(body), number(body.total_count))

    def configuration(self, configuration: ConfigurationId) -> ScalingConfiguration | None:
        """DescribeScalingConfigurations for one id, or None where there is none."""
        request = ask.DescribeScalingConfigurationsRequest(
            region_id=self._region,
            scaling_configuration_ids=[configuration],
            page_number=1,
            page_size=CONFIGURATIONS_A_PAGE,
        )
        answer = self._client.describe_scaling_configurations_with_options(request, RuntimeOptions())
        return next((c for c in translate.configurations(whole(answer.body)) if c.id == configuration), None)

    def eci_configurations(self, group: GroupId, page: int) -> Page[ScalingConfiguration]:
        """DescribeEciScalingConfigurations, one page of an ECI group's."""
        request = ask.DescribeEciScalingConfigurationsRequest(
            region_id=self._region, scaling_group_id=group, page_number=page, page_size=CONFIGURATIONS_A_PAGE
        )
        answer = self._client.describe_eci_scaling_configurations_with_options(request, RuntimeOptions())
        body = whole(answer.body)
        return Page(translate.eci_configurations(body), number(body.total_count))

    def activities(self, group: GroupId, task: TaskId | None, page: int) -> Page[Activity]:
        """DescribeScalingActivities, one page of a group's or of one refresh's."""
        request = ask.DescribeScalingActivitiesRequest(
            region_id=self._region, scaling_group_id=group, page_number=page, page_size=ACTIVITIES_A_PAGE
        )
        if task is not None:
            request.instance_refresh_task_id = task
        body = whole(self._client.describe_scaling_activities_with_options(request, RuntimeOptions()).body)
        return Page(translate.activities(body), number(body.total_count))

    def refreshes(self, group: GroupId, most: int, token: str) -> Page[RefreshTask]:
        """DescribeInstanceRefreshes of a group, one page of at most `most`."""
        request = ask.DescribeInstanceRefreshesRequest(
            region_id=self._region, scaling_group_id=group, max_results=min(most, REFRESHES_A_PAGE)
        )
        return self._refreshes(request, token)

    def refreshes_by_id(self, tasks: Sequence[TaskId], token: str) -> Page[RefreshTask]:
        """DescribeInstanceRefreshes of some ids, one page."""
        request = ask.DescribeInstanceRefreshesRequest(
            region_id=self._region, instance_refresh_task_ids=list(tasks), max_results=REFRESHES_A_PAGE
        )
        return self._refreshes(request, token)

    def start(self, spec: RefreshSpec, token: str) -> TaskId:
        """StartInstanceRefresh; an answer without a task id is no success."""
        request = translate_refresh.start_request(spec, token)
        body = whole(self._client.start_instance_refresh_with_options(request, RuntimeOptions()).body)
        # Not coerced: an id of another type is as much a broken answer as none.
        task: object = body.instance_refresh_task_id
        if not isinstance(task, str) or not task.strip():
            raise BadBody("without the id of the refresh")
        return TaskId(task)

    def act(self, group: GroupId, task: TaskId, action: RefreshAction) -> None:
        """SuspendInstanceRefresh, or Resume…, Cancel… or Rollback…."""
        options = RuntimeOptions()
        region = self._region
        match action:
            case RefreshAction.SUSPEND:
                suspend = ask.SuspendInstanceRefreshRequest(
                    region_id=region, scaling_group_id=group, instance_refresh_task_id=task
                )
                whole(self._client.suspend_instance_refresh_with_options(suspend, options).body)
            case RefreshAction.RESUME:
                resume = ask.ResumeInstanceRefreshRequest(
                    region_id=region, scaling_group_id=group, instance_refresh_task_id=task
                )
                whole(self._client.resume_instance_refresh_with_options(resume, options).body)
            case RefreshAction.CANCEL:
                cancel = ask.CancelInstanceRefreshRequest(
                    region_id=region, scaling_group_id=group, instance_refresh_task_id=task
                )
                whole(self._client.cancel_instance_refresh_with_options(cancel, options).body)
            case RefreshAction.ROLLBACK:
                back = ask.RollbackInstanceRefreshRequest(
                    region_id=region, scaling_group_id=group, instance_refresh_task_id=task
                )
                whole(self._client.rollback_instance_refresh_with_options(back, options).body)

    def _refreshes(self, request: ask.DescribeInstanceRefreshesRequest, token: str) -> Page[RefreshTask]:
        if token:
            request.next_token = token
        body = whole(self._client.describe_instance_refreshes_with_options(request, RuntimeOptions()).body)
        tasks = translate_refresh.refreshes(body, self._region)
        return Page(tasks, number(body.total_count), text(body.next_token))
