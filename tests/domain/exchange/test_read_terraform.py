"""Blocks of Terraform are read with every argument, and what is left out is told with its place."""

from __future__ import annotations

from textwrap import dedent

import pytest

from essgui.domain.exchange.read_terraform import read_terraform
from essgui.domain.exchange.terraform import terraform_block
from essgui.domain.refresh import ActiveConfiguration, ContainersTarget, ImageTarget, LaunchTemplateTarget
from essgui.domain.scaling import Container, EnvironmentVariable
from tests.domain.exchange.specs import SPECS

# A configuration as somebody keeps it: references everywhere, other resources around.
AROUND = """
provider "alicloud" {
  region = "cn-hangzhou"
}
resource "alicloud_ess_scaling_group" "default" {
  min_size           = 0
  removal_policies   = ["OldestInstance", "NewestInstance"]
  vswitch_ids        = [alicloud_vswitch.default.id]
  scaling_group_name = "${var.name}-${random_integer.default.result}"
}
resource "alicloud_ess_instance_refresh" "default" {
  scaling_group_id               = alicloud_ess_scaling_configuration.default.scaling_group_id
  desired_configuration_image_id = data.alicloud_images.default2.images.0.id
  min_healthy_percentage         = 90
  max_healthy_percentage         = 150
  checkpoint_pause_time          = 60
  skip_matching                  = false
  checkpoints {
    percentage = 100
  }
}
"""

EVERYTHING = """
resource "alicloud_ess_instance_refresh" "all" {
  scaling_group_id       = "asg-1"
  min_healthy_percentage = 0
  max_healthy_percentage = 200
  skip_matching          = true
  checkpoint_pause_time  = 2880
  status                 = "Cancelled"
  checkpoints {
    percentage = 1
  }
  checkpoints {
    percentage = 100
  }
  desired_configuration_containers {
    name     = "web"
    image    = "registry/web:2"
    commands = ["sh", "-c"]
    args     = ["$${HOME}", "a \\"b\\" \\u4e2d"]
    environment_vars {
      key                  = "POD_IP"
      value                = ""
      field_ref_field_path = "status.podIP"
    }
  }
}
"""


def block(inside: str) -> str:
    return f'resource "alicloud_ess_instance_refresh" "x" {{\n{inside}\n}}\n'


def test_a_block_among_others_is_found_and_what_only_terraform_knows_is_left_to_the_form() -> None:
    (reading,) = read_terraform(AROUND).readings
    assert reading.title == "default"
    filling = reading.filling
    assert (filling.min_healthy, filling.max_healthy, filling.pause_minutes) == (90, 150, 60)
    assert filling.skip_matching is False
    assert filling.checkpoints == (100,)
    assert filling.target is None
    assert [slip.where for slip in reading.remarks] == ["line 12, column 3", "line 13, column 3"]
    assert all("cannot be resolved" in slip.sentence for slip in reading.remarks)


def test_every_argument_is_taken() -> None:
    (reading,) = read_terraform(EVERYTHING).readings
    filling = reading.filling
    assert filling.group == "asg-1"
    assert (filling.min_healthy, filling.max_healthy, filling.pause_minutes) == (0, 200, 2880)
    assert filling.skip_matching is True
    assert filling.checkpoints == (1, 100)
    assert filling.target == ContainersTarget(
        (
            Container(
                "web",
                "registry/web:2",
                ("sh", "-c"),
                ("${HOME}", 'a "b" 中'),
                (EnvironmentVariable("POD_IP", "", "status.podIP"),),
            ),
        )
    )
    assert ["status" in slip.sentence for slip in reading.remarks] == [True]


def test_a_template_with_overrides_is_taken() -> None:
    text = block(
        """  skip_matching = false
  desired_configuration_launch_template_id = "lt-1"
  desired_configuration_launch_template_version = 3
  desired_configuration_launch_template_overrides {
    instance_type = "ecs.g7.large"
  }"""
    )
    (reading,) = read_terraform(text).readings
    assert reading.filling.target == LaunchTemplateTarget("lt-1", "3", ("ecs.g7.large",))
    assert reading.remarks == ()


@pytest.mark.parametrize("name", [name for name in SPECS if name != "configuration"])
def test_what_is_exported_is_read_back(name: str) -> None:
    spec = SPECS[name]
    (reading,) = read_terraform(terraform_block(spec)).readings
    filling = reading.filling
    named = spec.target != ActiveConfiguration()
    assert [slip.sentence.split(":")[0] for slip in reading.remarks] == (
        [] if named else ["No target is named"]
    )
    assert filling.target == spec.target
    assert (filling.min_healthy, filling.max_healthy) == (spec.min_healthy, spec.max_healthy)
    assert (filling.skip_matching, filling.checkpoints) == (spec.skip_matching, spec.checkpoints)
    assert filling.group == spec.group


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("nonsense = 1", "no argument nonsense"),
        ("min_healthy_percentage = 101", "goes from 0 to 100"),
        ('min_healthy_percentage = "high"', "whole number"),
        ("min_healthy_percentage = 80.5", "whole number"),
        ("min_healthy_percentage = var.low", "cannot be resolved here (var.low)"),
        ("min_healthy_percentage = 40 + 40", "cannot be resolved"),
        ("max_healthy_percentage = 99", "goes from 100 to 200"),
        ("checkpoint_pause_time = 0", "goes from 1 to 2880"),
        ('desired_configuration_image_id = ["m-1"]', "text in quotes"),
        ('desired_configuration_image_id = "m-${var.x}"', "cannot be resolved"),
        ('desired_configuration_image_id = "\\q"', "no escape"),
        ("checkpoints = [{ percentage = 50 }]", "written as blocks"),
        ("for_each = toset([])", "Terraform's own"),
        ("min_healthy_percentage = 9999999999999999999999", "too long"),
    ],
)
def test_what_is_left_out_is_told_with_line_and_column(line: str, said: str) -> None:
    (reading,) = read_terraform(block(f"  skip_matching = true\n  {line}")).readings
    told = [slip for slip in reading.remarks if not slip.sentence.startswith("No target")]
    assert [slip.where for slip in told] == ["line 3, column 3"]
    assert said in told[0].sentence


def test_a_default_of_terraform_that_differs_is_told() -> None:
    (reading,) = read_terraform(block("")).readings
    assert reading.filling.skip_matching is False
    assert any("Terraform then sends false" in slip.sentence for slip in reading.remarks)
    assert reading.filling.target == ActiveConfiguration()
    assert (reading.filling.min_healthy, reading.filling.max_healthy) == (80, 120)


def test_two_targets_are_none() -> None:
    text = block(
        '  skip_matching = true\n  desired_configuration_image_id = "m-1"\n'
        '  desired_configuration_launch_template_id = "lt-1"'
    )
    (reading,) = read_terraform(text).readings
    assert reading.filling.target is None
    assert "Only one target" in reading.remarks[0].sentence


def test_a_dynamic_block_leaves_the_checkpoints_to_the_form() -> None:
    inside = """  skip_matching = true
  dynamic "checkpoints" {
    for_each = [25, 50]
    content {
      percentage = checkpoints.value
    }
  }"""
    (reading,) = read_terraform(block(inside)).readings
    assert reading.filling.checkpoints is None
    assert any("Dynamic" in slip.sentence for slip in reading.remarks)


def test_several_blocks_are_all_offered() -> None:
    text = block('desired_configuration_image_id = "m-1"') + block(
        'desired_configuration_image_id = "m-2"'
    ).replace('"x"', '"y"')
    offer = read_terraform(text)
    assert [r.title for r in offer.readings] == ["x", "y"]
    assert [r.filling.target for r in offer.readings] == [ImageTarget("m-1"), ImageTarget("m-2")]


def test_a_text_without_the_resource_says_what_it_has() -> None:
    offer = read_terraform('resource "alicloud_vpc" "default" {\n}\n')
    assert offer.readings == ()
    assert "resource alicloud_vpc default" in offer.slips[0].sentence


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ('resource "a" "b" {', "line 1, column 19"),
        ('resource "a" "b" {\n  x = $\n}', "line 2, column 7"),
        ("x = " + "[" * 100_0, "line 1, column 65"),
        ('x = "abc', "line 1, column 9"),
        ("x" * 70_000, "line 1"),
        ("\0", "line 1, column 1"),
    ],
)
def test_what_is_no_hcl_has_its_place(text: str, where: str) -> None:
    offer = read_terraform(text)
    assert [slip.where for slip in offer.slips] == [where]


def test_a_text_of_several_lines_is_read() -> None:
    inside = dedent(
        """
        skip_matching = true
        desired_configuration_containers {
          name = "a"
          args = [<<-EOT
            one
              two
            EOT
          ]
        }
        """
    )
    (reading,) = read_terraform(block(inside)).readings
    assert reading.filling.target == ContainersTarget((Container("a", "", (), ("one\n  two\n",)),))
