"""The log holds what happened and no secrets."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest

from essgui.domain.credentials import Secret
from essgui.local.logs import Redaction, end_log, start_log

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("line", "hidden"),
    [
        ("key LTAI5tAbcdefgh12345678 used", "LTAI5tAbcdefgh12345678"),
        ("'x-acs-security-token': 'CAISabc+def=='", "CAISabc"),
        (
            "Authorization: ACS3-HMAC-SHA256 Credential=LTAI5tAbcdefgh12345678,Signature=0123456789abcdef01",
            "0123456789abcdef",
        ),
        ('{"access_key_secret": "s3cr3t value"}', "s3cr3t value"),
        ("AccessKeySecret=s3cr3t&x=1", "s3cr3t"),
        ("sts_token = abcdef", "abcdef"),
        ("via http://jo:pa55@proxy:3128/", "pa55"),
        ("token STS.NTxyz0123456789 expired", "NTxyz0123456789"),
    ],
)
def test_what_looks_like_a_secret_is_struck_out(line: str, hidden: str) -> None:
    struck = Redaction().strike(line)
    assert hidden not in struck
    assert "[struck out]" in struck


def test_ordinary_lines_stay_whole() -> None:
    line = "refresh ir-bp1 of asg-bp1 in cn-hangzhou: 3 of 6; see http://127.0.0.1:80/?a=b"
    assert Redaction().strike(line) == line


def test_a_known_secret_is_struck_out_wherever_it_stands(tmp_path: Path) -> None:
    handler = start_log(tmp_path / "deep" / "essgui.log", [Secret("plain-canary"), Secret("")])
    try:
        logging.getLogger("a").warning("before %s after", "plain-canary")
        try:
            raise ValueError("inside plain-canary")
        except ValueError:
            logging.getLogger("a").exception("failed")
    finally:
        end_log(handler)
    text = (tmp_path / "deep" / "essgui.log").read_text("utf-8")
    assert "plain-canary" not in text
    assert "before [struck out] after" in text
    assert "ValueError" in text
    assert (tmp_path / "deep" / "essgui.log").stat().st_mode & 0o077 == 0
    assert handler not in logging.getLogger().handlers


def test_where_no_file_can_be_written_the_log_goes_to_standard_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    handler = start_log(tmp_path / "file" / "essgui.log")
    try:
        logging.getLogger("a").warning("still told")
    finally:
        end_log(handler)
    assert "still told" in capsys.readouterr().err
