"""Oddities of networks that programs can see."""

from __future__ import annotations

from worlds import Story, one

from impsim.device.world import AccessPoint, Site, Stored, World


def test_a_network_is_open_or_encrypted_wherever_a_program_looks():
    for key in ("", "secret12"):
        points = {"ap": AccessPoint(ssid="home", key=key)}
        story = Story(World(points=points)).add(site=Site(stored=Stored(ssid="home", key=key))).run(5)
        encrypted = story.value('imp.net.info().interface[0].encryption.find("WPA") != null')
        assert story.value("imp.scanwifinetworks()[0].open") != encrypted


def test_a_server_that_answers_too_late_is_taken_for_lost():
    story = one(
        "server.setsendtimeoutpolicy(RETURN_ON_ERROR, WAIT_TIL_SENT, 10);"
        "function tick() { print(server.isconnected()); imp.wakeup(300, tick) } tick();"
    )
    story.do(30, "cloud.latency", latency_us=100000000).run(310)
    assert story.log() == ["true", "false"]


def test_a_message_that_the_world_sends_to_an_imp_without_agent_is_lost_with_the_link():
    story = one("").do(30, "power.off").do(40, "agent.send", name="late", data=1)
    assert [event.get("lost") for event in story.run(100).seen("message")] == [None, "the connection was lost"]
