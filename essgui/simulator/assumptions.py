"""Everything that the simulator assumes beyond the documentation of ESS, as one table.

A row says what was chosen and why, what would settle it, and where in the code it is. The table in the
README is written from this one: `python -m essgui.simulator.assumptions` prints it.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass

from essgui.domain.lifecycle import ALLOWED, Basis, basis
from essgui.domain.plan import DEFAULT_RULES
from essgui.simulator.world import Assumptions, Pace

_GIVEN = Assumptions()
_PACE = Pace()


@dataclass(frozen=True, slots=True)
class Assumption:
    """One choice where the documentation is silent or contradicts itself."""

    name: str
    choice: str
    why: str
    settled_by: str
    """What somebody with an account would have to do or to ask."""
    where: str
    """A path inside the package and a name in that file."""


def _assumed_cells() -> str:
    rows: list[str] = []
    for status, actions in ALLOWED.items():
        assumed = sorted(a.value for a in actions if basis(status, a) is Basis.ASSUMED)
        if assumed:
            rows.append(f"{status.value}: {', '.join(assumed)}")
    return f"Allowed without being documented: {'; '.join(rows)}. All else that is not documented is refused."


def _seconds(bounds: tuple[int, int]) -> str:
    return f"{bounds[0]}–{bounds[1]} s"


_TRY = "One refresh of a test group"
_PLAN = "domain/plan.py: "
_RUN = "simulator/machine/course.py: "
_KEEP = "simulator/machine/filling.py: "
_BATCH = "simulator/machine/batches.py: "
_CHANGE = "simulator/machine/change.py: "
_START = "simulator/machine/start.py: "
_PART = "simulator/machine/part.py: "
_PHASE = "simulator/machine/phases.py: "
_ELIGIBLE = "domain/eligibility.py: "
_WIRE = "simulator/wire/"

STARTING = (
    Assumption(
        "Groups of container instances",
        "An ECI group can be refreshed, with any scale-out policy.",
        "The pages say ECS only, yet Containers is for ECI, and a test of Terraform's refreshes one.",
        "StartInstanceRefresh on an ECI group, with PRIORITY and with BALANCE.",
        f"{_ELIGIBLE}checks",
    ),
    Assumption(
        "Groups that are inactive or suspended by ESS",
        "Refused with IncorrectScalingGroupStatus.",
        "Such a group cannot launch instances; the code is known from other operations on groups.",
        "StartInstanceRefresh on a disabled group.",
        f"{_START}_CODES",
    ),
    Assumption(
        "Groups that count vCPUs",
        "A group with a weight above 1 counts as one and is refused with OperationDenied.CapacityUnit.",
        "The restriction is documented; no field names the mode, and no code is published.",
        "StartInstanceRefresh on a group with weighted instance types.",
        "simulator/machine/describe.py: group",
    ),
    Assumption(
        "Codes for the wrong policy",
        "OperationDenied.MultiAZPolicy and OperationDenied.ScalingPolicy.",
        "Both restrictions are documented, their codes are not.",
        "StartInstanceRefresh on a group with BALANCE, and on one in economical mode.",
        f"{_START}_CODES",
    ),
    Assumption(
        "A second refresh of a group",
        "Refused with ScalingActivityInProgress while one is not over.",
        "One at a time is documented; this is the code of other operations during an activity.",
        "StartInstanceRefresh twice with different tokens.",
        f"{_START}_CODES",
    ),
    Assumption(
        "Nothing to refresh",
        "An empty group, or one whose instances all match, is refused with "
        "InvalidInstance.NoInstanceNeedBeRefreshed and HTTP status 400.",
        "The code is what Terraform retries on after it has made a group; its status is not known.",
        "StartInstanceRefresh on an empty group.",
        f"{_START}start",
    ),
    Assumption(
        "A group without a source of instances",
        "Refused with InvalidScalingConfigurationId.NotFound.",
        "The user guide's sentence on it is cut off in the copy that was read; the code exists.",
        "StartInstanceRefresh on a group without a configuration and without a template.",
        f"{_START}_CODES",
    ),
    Assumption(
        "Suspended processes",
        "Do not keep a refresh from starting, launching or releasing.",
        "A refresh is no scale-out of the group; the pages name no such restriction.",
        f"{_TRY} whose ScaleOut is suspended.",
        f"{_KEEP}fill",
    ),
    Assumption(
        "What matches an image target",
        "Instances of the active configuration, where that already has the image.",
        "Matching goes by the id of the configuration, as documented, and an image has none.",
        "An image refresh with the image that the active configuration has.",
        f"{_ELIGIBLE}matches",
    ),
    Assumption(
        "What matches a template target",
        "Instances of the same template and version number; Default, Latest and containers match nothing.",
        "Only configurations are documented as matched; a version number says as much.",
        "A refresh to the same template version with SkipMatching.",
        f"{_ELIGIBLE}matches",
    ),
    Assumption(
        "Containers of unknown name",
        "Are left out; where none is known, the refusal is InvalidInstance.NoInstanceNeedBeRefreshed.",
        "Only containers of a known name are refreshed, as documented; what happens to others is not said.",
        "A refresh with one known and one unknown name.",
        "simulator/machine/target.py: merged",
    ),
    Assumption(
        "Empty fields of a container",
        "Keep what the active configuration has.",
        "Only Name is needed to name a container; wiping what is left out would surprise.",
        "A refresh that gives a container Args alone.",
        "simulator/machine/target.py: _over",
    ),
    Assumption(
        "Images and instance types",
        "Any image id and any type is taken; new instances get the first type that is named.",
        "Whether ESS looks at them at the start or at the launch is not said.",
        "StartInstanceRefresh with an image that does not exist.",
        "simulator/machine/target.py: target_source",
    ),
    Assumption(
        "Templates that do not exist",
        "Refused with InvalidLaunchTemplate.NotFound or InvalidLaunchTemplateVersion.NotFound at the start.",
        "The codes are those of ECS; without them the mistake would show as failed launches.",
        "StartInstanceRefresh with an unknown template.",
        f"{_START}_template",
    ),
    Assumption(
        "A template without a version",
        "Means Default.",
        "The same field of a scaling group means that.",
        "StartInstanceRefresh with LaunchTemplateId alone.",
        f"{_WIRE}parse.py: _target",
    ),
    Assumption(
        "Client token",
        "Never expires, is one namespace for the account, and the same request with it returns the same "
        "refresh; another request with it is refused with IdempotentParameterMismatch; a refused request "
        "does not use it up.",
        "Idempotency is documented, its span and its code for ESS are not.",
        "StartInstanceRefresh with one token: twice the same, then changed, then a day later.",
        f"{_START}fingerprint",
    ),
    Assumption(
        "Strategy",
        "Is kept and given back, and changes nothing.",
        "The field exists since 2026-06-16 without a description.",
        "Its description.",
        f"{_WIRE}parse.py: start",
    ),
)

PACE = (
    Assumption(
        "Rounding of the percentages",
        "The floor is rounded up, the ceiling down.",
        "The careful side in both directions.",
        f"{_TRY} of 7 instances with 80/120, watched each second.",
        f"{_PLAN}corridor",
    ),
    Assumption(
        "No room between floor and ceiling",
        "One instance extra is launched all the same.",
        "One at a time is documented for 100/100; a small group such as 1 at 90/150 needs it too.",
        f"{_TRY} of 1 instance with 90/110.",
        f"{_PLAN}corridor",
    ),
    Assumption(
        "Size and order of a batch",
        f"New before old, as many as the ceiling leaves room for ({DEFAULT_RULES.pace.value} pace: the room "
        "below is not used); old before new only where the ceiling leaves none.",
        "The guide says that new instances are made, then old ones released; the size is not published.",
        f"{_TRY} of 20 instances with 50/120 and with 50/100.",
        f"{_PLAN}next_batch",
    ),
    Assumption(
        "One batch after another",
        "The next batch waits until nothing in the group is coming or leaving, warm-up included.",
        "The simplest rule that keeps the percentages at every moment.",
        "The times of the activities of one refresh.",
        f"{_BATCH}_next_step",
    ),
    Assumption(
        "What the ceiling counts",
        "Every instance but those that are leaving, stopped or in standby.",
        "An instance that is being released no longer serves; otherwise 100/100 could not go on.",
        f"{_TRY} of 10 instances with 100/110, counted each second.",
        f"{_PART}Part",
    ),
    Assumption(
        "MaxSize",
        "Is no cap on the extra instances of a batch.",
        "The guide says that the number may pass the desired capacity for a time, and names no other bound.",
        f"{_TRY} that is at its MaxSize.",
        f"{_KEEP}bounds",
    ),
    Assumption(
        "Which instances first",
        "The oldest.",
        "It is how the usual removal policy goes.",
        "The released instances of one refresh, in order.",
        f"{_START}_queue",
    ),
    Assumption(
        "A group that changes size under a batch",
        "Floor and ceiling follow what the group wants now. What is in flight stays; nothing more is "
        "launched than the new ceiling allows.",
        "What an operator did cannot be undone by the refresh, and it must not add to it.",
        "A scale-in in the middle of a batch that has a failed launch.",
        f"{_KEEP}bounds",
    ),
    Assumption(
        "Counting up to a checkpoint",
        "Rounded up, and only a batch that is through counts; a batch never crosses a checkpoint.",
        "New instances over all instances is documented, the rounding is not.",
        f"{_TRY} of 7 instances with a checkpoint at 50.",
        f"{_PLAN}checkpoint_counts",
    ),
    Assumption(
        "The checkpoint at 100",
        f"{'Pauses too' if DEFAULT_RULES.pause_at_last else 'Does not pause'}: the refresh ends with it.",
        "It has to be in the list; an hour's wait after the last instance would serve nobody.",
        f"{_TRY} with the single checkpoint 100.",
        f"{_PLAN}PlannerRules",
    ),
    Assumption(
        "Checkpoints and a changing size",
        "Each pauses once: also where the group shrinks down to it, and not again where it grows.",
        "The percentage is of all instances, so both can happen.",
        "A scale-in while a refresh is short of a checkpoint.",
        f"{_BATCH}_paused_at_checkpoint",
    ),
    Assumption(
        "How long things take",
        f"Scheduling {_seconds(_PACE.schedule)}, launch {_seconds(_PACE.launch)}, release "
        f"{_seconds(_PACE.drain)}, a failed health check after {_seconds(_PACE.health)}; cancelling takes at "
        f"least {_seconds(_PACE.stop)}.",
        "Nothing is published; these are what small Linux instances take.",
        "The activities of a real account.",
        "simulator/world.py: Pace",
    ),
)

CONTROL = (
    Assumption(
        "Which action in which status",
        _assumed_cells(),
        "The pages exclude only a rollback that is under way.",
        "Each action in each status.",
        "domain/lifecycle.py: ALLOWED",
    ),
    Assumption(
        "Code for the wrong status",
        "IncorrectInstanceRefreshTaskStatus.",
        "The pages of the four actions list no code but InternalError.",
        "ResumeInstanceRefresh on a refresh that runs.",
        f"{_CHANGE}act",
    ),
    Assumption(
        "Code for an unknown refresh",
        "InvalidInstanceRefreshTaskId.NotFound; without an id the one that is under way is meant.",
        "The id is required in one version of the API and optional in the other.",
        "CancelInstanceRefresh with a wrong id, and without one.",
        f"{_CHANGE}_named",
    ),
    Assumption(
        "Suspend",
        "Launches and releases in flight finish, no new batch begins; what a batch owes for released "
        "instances is still launched.",
        "An instance that is being made cannot be put on hold, and the floor is to be kept.",
        f"{_TRY} of 10 instances, suspended in the middle of a batch.",
        f"{_BATCH}_refill_while_waiting",
    ),
    Assumption(
        "Resume at a checkpoint",
        "Ends the pause at once.",
        "The page speaks of a paused task; without it a pause of two days could not be cut short.",
        "ResumeInstanceRefresh in CheckpointPause.",
        "domain/lifecycle.py: ALLOWED",
    ),
    Assumption(
        "Cancel",
        "What a batch has launched beyond the desired capacity is taken back, the newest first; Cancelled "
        "comes when nothing is coming or leaving.",
        "Replaced instances stay, as documented; the group cannot stay above its size.",
        f"{_TRY} of 10 instances, cancelled in the middle of a batch.",
        f"{_RUN}abandon",
    ),
    Assumption(
        "How a rollback runs",
        "The batch in flight is given up; then the same percentages, without checkpoints, from the active "
        "configuration.",
        "Only that it makes instances from the active configuration is documented.",
        f"{_TRY} of 10 instances with checkpoints, rolled back at the first.",
        f"{_RUN}roll_back",
    ),
    Assumption(
        "What cannot be rolled back",
        "A template version Default or Latest, and a refresh without a desired configuration; the code is "
        "OperationDenied.RollbackUnsupported.",
        "The first is documented; in the second there is nothing to go back to. The code is not published.",
        "RollbackInstanceRefresh on both.",
        f"{_CHANGE}_check_rollback",
    ),
    Assumption(
        "Numbers of a rollback",
        "FinishedUpdateCapacity falls to 0 as instances are replaced back; the total stays.",
        "It says how many instances are on the target.",
        "DescribeInstanceRefreshes during a rollback.",
        f"{_RUN}count",
    ),
    Assumption(
        "Numbers of a refresh",
        "Finished counts pairs: old ones that are gone and new ones that serve, whichever are fewer.",
        "Only such a pair is a replacement that is through.",
        "DescribeInstanceRefreshes each second.",
        f"{_RUN}count",
    ),
    Assumption(
        "Instances lost to the refresh",
        "The total falls by one for each that is scaled in, protected, put in standby or never came.",
        "They no longer need to be replaced; otherwise a refresh could not reach its total.",
        "A scale-in during a refresh.",
        f"{_RUN}forget",
    ),
)

FAILING = (
    Assumption(
        "When a refresh fails",
        f"After {_GIVEN.launch_rounds} rounds of launches in a row in which some never came to serve, "
        f"{_GIVEN.retry_after} s apart; a rollback ends in RollbackFailed in the same way.",
        "No rule and no deadline is published.",
        f"{_TRY} whose instance type is out of stock.",
        "simulator/world.py: Assumptions",
    ),
    Assumption(
        "What a failed refresh leaves",
        "The batch is given up as by Cancel; there is no rollback by itself and no overall deadline.",
        "Neither is documented.",
        "A refresh to an image that does not boot.",
        f"{_KEEP}_fail",
    ),
    Assumption(
        "A new instance that is unhealthy",
        "Is released and counts as a launch that failed, with the code UnhealthyInstance.",
        "A health check is what decides whether it serves.",
        "A refresh to an image whose service does not answer.",
        f"{_PHASE}_found_unhealthy",
    ),
    Assumption(
        "A hook that abandons",
        "Fails the launch, with the code LifecycleHookAbandon; a hook on release only delays it.",
        "Abandoning a scale-out ends it, as documented for hooks; the code is not published.",
        f"{_TRY} that has a hook whose result is ABANDON.",
        f"{_PHASE}_after_hook",
    ),
    Assumption(
        "Words of a failure",
        "Detail tells the number of rounds and the last code and message, such as OperationDenied.NoStock.",
        "Detail is documented as the reason and no more.",
        "Detail of a refresh that failed.",
        f"{_KEEP}_fail",
    ),
    Assumption(
        "A group at rest that cannot fill up",
        f"Stops after {_GIVEN.idle_rounds} rounds.",
        "ESS stops trying at some point; when is not published.",
        "The activities of a group without stock.",
        "simulator/world.py: Assumptions",
    ),
)

AROUND = (
    Assumption(
        "Scale-out during a refresh",
        "Its instances come from the target at once and are no batch of the refresh.",
        "The target is documented.",
        "The activities after a scale-out during a refresh.",
        f"{_CHANGE}scale",
    ),
    Assumption(
        "Scale-in",
        "Takes the oldest, never one that is protected or attached.",
        "It is the usual removal policy.",
        "A scale-in during a refresh.",
        f"{_PART}removable",
    ),
    Assumption(
        "Standby",
        "EnterStandby lowers the desired capacity, ExitStandby raises it, also above MaxSize; each is an "
        "activity that is over at once.",
        "Otherwise the group would launch another instance at once.",
        "DesiredCapacity before and after EnterStandby.",
        f"{_CHANGE}standby",
    ),
    Assumption(
        "Protected instances",
        "Count as in service.",
        "They serve; they are only not released.",
        "ActiveCapacity and ProtectedCapacity during a refresh.",
        f"{_PART}IN_SERVICE_COUNTS",
    ),
    Assumption(
        "An instance that is set unhealthy",
        "Is released and replaced at once, unless it is protected or HealthCheck is suspended.",
        "The delay of the real check is not published.",
        "SetInstanceHealth on an instance in service.",
        f"{_CHANGE}mark",
    ),
    Assumption(
        "The template after a refresh",
        "The group keeps the version as a number, also where Default or Latest was asked for.",
        "What was rolled out is that version.",
        "DescribeScalingGroups after a refresh to Latest.",
        "simulator/machine/target.py: activated",
    ),
)

WIRE = (
    Assumption(
        "Denied permission",
        "Forbidden.RAM with HTTP status 403.",
        "No page names the code for ESS.",
        "A change with a read-only key.",
        f"{_WIRE}gateway.py: _permit",
    ),
    Assumption(
        "A missing parameter",
        "Missing and its name, such as MissingRegionId; MissingParameter where one of several is needed.",
        "It is how other Alibaba Cloud products say it.",
        "DescribeInstanceRefreshes without RegionId.",
        f"{_WIRE}parameters.py: Parameters.required",
    ),
    Assumption(
        "HTTP statuses",
        "404 for what is not found, 403 for what is forbidden, 400 for the rest.",
        "Codes are published without their statuses.",
        "Any refusal.",
        "simulator/commands.py: Refusal",
    ),
    Assumption(
        "Lists of refreshes",
        "Newest first; ids that are unknown or of another group are left out; more than 20 ids are refused.",
        "Described for groups and activities, and for the older version of the API.",
        "DescribeInstanceRefreshes with 21 ids and with an unknown one.",
        f"{_WIRE}queries.py: refreshes",
    ),
    Assumption(
        "An unknown region",
        "Refused with InvalidRegionId.NotFound.",
        "A real endpoint belongs to one region and would not be reached.",
        "A call with another region's id.",
        f"{_WIRE}queries.py: check_region",
    ),
    Assumption(
        "Throttling",
        "Throttling.User with HTTP status 400; each user has a budget of its own.",
        "The code is known; the limits of ESS are not published.",
        "More calls a second than the account may make.",
        "simulator/server_answers.py: instead",
    ),
    Assumption(
        "Signatures",
        "Dates up to 15 minutes off are taken, each nonce once.",
        "Both are documented for the gateway in general.",
        "A repeated request.",
        f"{_WIRE}signature.py: WINDOW",
    ),
    Assumption(
        "Further codes",
        "IncorrectInstanceStatus, InvalidScalingActivityId.NotFound, InvalidLifecycleHookId.NotExist, "
        "InvalidLifecycleActionToken.NotFound, InvalidDestinationResource, InvalidAction.NotFound, "
        "MissingAccessKeyId, MissingSignatureNonce, InvalidParameter.SignatureMethod, "
        "InvalidContentSha256, InvalidVersion, InvalidVSwitchId.NotFound, UnsupportedHTTPMethod, "
        "RequestTimeout and RequestEntityTooLarge are made after the pattern of their neighbours.",
        "Each says in its name what is wrong; the tables of codes could not be read.",
        "The same mistake against the real service.",
        f"{_WIRE}gateway.py: refuse",
    ),
    Assumption(
        "Diagnose reports",
        "Are finished as soon as they are asked for.",
        "How long they take is not published.",
        "CreateDiagnoseReport.",
        f"{_WIRE}circumstances.py: reports",
    ),
    Assumption(
        "One checkpoint without a number",
        "Checkpoint.Percentage is read like Checkpoints.1.Percentage.",
        "The help text of the older version of the API spells it so.",
        "StartInstanceRefresh of 2014-08-28 with that spelling.",
        f"{_WIRE}parse.py: _single_checkpoint",
    ),
)

SECTIONS: dict[str, tuple[Assumption, ...]] = {
    "Starting": STARTING,
    "Pace": PACE,
    "Suspend, resume, cancel, roll back": CONTROL,
    "Failing": FAILING,
    "The group around it": AROUND,
    "The wire": WIRE,
}

ASSUMPTIONS: tuple[Assumption, ...] = tuple(row for rows in SECTIONS.values() for row in rows)


def markdown() -> str:
    """Write the table for the README."""
    lines: list[str] = []
    for title, rows in SECTIONS.items():
        lines += [f"### {title}", "", "| What | Choice | Why | What would settle it | Where |"]
        lines.append("| --- | --- | --- | --- | --- |")
        lines += [
            f"| {row.name} | {row.choice} | {row.why} | {row.settled_by} | `{row.where}` |" for row in rows
        ]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


if __name__ == "__main__":
    sys.stdout.write(markdown())
