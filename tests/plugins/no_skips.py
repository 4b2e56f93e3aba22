"""In CI a skipped test is a failure: what is not run proves nothing."""

import os

import pytest


def skips_forbidden() -> bool:
    return os.environ.get("CI", "").lower() in {"1", "true", "yes"}


class NoSkips:
    """Counts skipped tests where they are reported and turns a green run with any of them red."""

    def __init__(self) -> None:
        self.skipped: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.skipped and not hasattr(report, "wasxfail"):
            self.skipped.append(report.nodeid)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.skipped:
            self.skipped.append(report.nodeid)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self.skipped and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        for nodeid in self.skipped:
            terminalreporter.write_line(f"SKIPPED IN CI, which counts as a failure: {nodeid}")


def pytest_configure(config: pytest.Config) -> None:
    is_worker = hasattr(config, "workerinput")  # xdist: the main process hears of every skip
    if skips_forbidden() and not is_worker:
        config.pluginmanager.register(NoSkips())
