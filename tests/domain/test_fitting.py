from __future__ import annotations

from dataclasses import replace

import pytest

from essgui.domain.catalog import Image, InstanceType
from essgui.domain.fitting import Fit, disk_size, fitness

TYPES = (
    InstanceType("ecs.g7.large", architecture="X86"),
    InstanceType("ecs.c7.large", architecture="X86"),
    InstanceType("ecs.g8y.large", architecture="ARM"),
)
X86 = Image("m-x86", "web", architecture="x86_64", size=20, status="Available")
ARM = replace(X86, id="m-arm", architecture="arm64")


@pytest.mark.parametrize(
    ("image", "wanted", "fit", "short"),
    [
        (X86, ("ecs.g7.large",), Fit.FITS, "Compatible"),
        (replace(X86, architecture="i386"), ("ecs.g7.large",), Fit.FITS, "Compatible"),
        (ARM, ("ecs.g8y.large",), Fit.FITS, "Compatible"),
        (ARM, ("ecs.g7.large", "ecs.c7.large"), Fit.NOT, "ARM image, x86 types"),
        (X86, ("ecs.g8y.large",), Fit.NOT, "x86 image, ARM types"),
        (ARM, ("ecs.g7.large", "ecs.g8y.large"), Fit.DOUBTFUL, "Not for ecs.g7.large"),
        (ARM, ("ecs.g7.large", "ecs.new.large"), Fit.DOUBTFUL, "Not for ecs.g7.large"),
        (ARM, ("ecs.new.large",), Fit.UNKNOWN, "Not checked"),
        (replace(X86, size=60), ("ecs.g7.large",), Fit.DOUBTFUL, "Needs 60 GiB disk"),
        (replace(X86, size=40), ("ecs.g7.large",), Fit.FITS, "Compatible"),
        (replace(X86, status="Deprecated"), ("ecs.g7.large",), Fit.NOT, "Deprecated"),
        (replace(X86, architecture=""), ("ecs.g7.large",), Fit.FITS, "Compatible"),
        (X86, (), Fit.FITS, "Compatible"),
    ],
)
def test_an_image_is_judged_by_architecture_disk_and_status(
    image: Image, wanted: tuple[str, ...], fit: Fit, short: str
) -> None:
    found = fitness(image, wanted, TYPES, 40)
    assert (found.fit, found.short) == (fit, short)
    assert bool(found.sentence) is (fit in {Fit.NOT, Fit.DOUBTFUL})


def test_the_image_of_now_is_named_so_whatever_it_is() -> None:
    assert fitness(ARM, ("ecs.g7.large",), TYPES, 40, "m-arm").fit is Fit.NOW


def test_without_a_disk_its_size_is_not_judged() -> None:
    assert fitness(replace(X86, size=500), ("ecs.g7.large",), TYPES).fit is Fit.FITS


@pytest.mark.parametrize(
    ("words", "size"), [("cloud_essd 40 GiB", 40), ("", None), ("cloud_essd", None), ("120 GiB", 120)]
)
def test_the_size_of_a_disk_in_words(words: str, size: int | None) -> None:
    assert disk_size(words) == size
