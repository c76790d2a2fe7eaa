"""An incident out of its accounts: copies collapse, voices count once, time and place are what most origins support."""

from dataclasses import replace
from datetime import UTC, date, datetime

from tollbook.judge.judge import judge_incident, merge_victims
from tollbook.judge.telling import Cluster, Outlet, Telling
from tollbook.model import (
    Account,
    AllegedPerpetrator,
    Claim,
    Count,
    Decision,
    Incident,
    Place,
    Span,
    Statement,
    Target,
    TimeSpan,
    Victim,
)
from tollbook.model.codes import Means


def span(words: str) -> Span:
    return Span(0, len(words), words)


def killed(quote: str, low: int, by: str | None = None, by_id: str | None = None) -> Claim:
    claimant = span(by) if by else None
    return Claim(f"c-{quote}", span(quote), "killed", Count(low, low, "exact"), claimant=claimant, claimant_id=by_id)


def at(name: str, lat: float | None = 19.95, precision: str = "exact", score: float = 0.9) -> Place:
    lon = None if lat is None else 2.97
    return Place(name, None, "ML", "Kidal", None, lat, lon, precision, f"g-{name}", score)  # type: ignore[arg-type]


def day(first: int, last: int | None = None) -> TimeSpan:
    end = last or first
    return TimeSpan(date(2024, 8, first), date(2024, 8, end), "day" if first == end else "days", "stated")


def telling(name: str, *claims: Claim, origin: str | None = None, **account: object) -> Telling:
    """Document `d-name`, published by Name."""
    root = (origin or name).removeprefix("d-")
    return Telling(
        account=Account(f"d-{name}", 1, True, **account),  # type: ignore[arg-type]
        claims=claims,
        statements=(),
        publisher=name.title(),
        origin=f"d-{root}",
        root=Outlet(f"outlet:{root}", root.title()),
        published="2024-08-26",
    )


def judged(*tellings: Telling, decisions: tuple[Decision, ...] = ()) -> Incident:
    return judge_incident(Cluster("i-1", tellings), decisions)


def decision(kind: str, subject: str, minute: int = 0) -> Decision:
    when = datetime(2024, 9, 1, 9, minute, tzinfo=UTC)
    return Decision(f"x-{minute}", kind, (subject,), "because", "Ada", when)  # type: ignore[arg-type]


def test_what_a_copy_repeats_is_kept_once_with_its_origin() -> None:
    incident = judged(telling("copy", killed("21 people", 21), origin="wire"), telling("wire", killed("21 people", 21)))
    assert [(s.document_id, s.copies) for s in incident.claims] == [("d-wire", ("d-copy",))]
    assert incident.outlets == ("Copy", "Wire")
    assert incident.origins == ("Wire",)
    assert [(v.id, v.name, v.kind, v.document_ids) for v in incident.voices] == [
        ("outlet:wire", "Wire", "outlet", ("d-copy", "d-wire"))
    ]


def test_what_a_copy_adds_stays() -> None:
    incident = judged(
        telling("wire", killed("21 people", 21)),
        telling("copy", killed("21 people", 21), killed("2 more", 2, "the mayor", "name:mayor"), origin="wire"),
    )
    assert [s.claim.id for s in incident.claims] == ["c-21 people", "c-2 more"]


def test_the_part_of_a_copied_whole_points_at_the_origin() -> None:
    whole = replace(killed("21 people", 21), id="c-origin")
    copied = killed("21 people", 21)
    part = replace(killed("11 children", 11), part_of=copied.id, group="children")
    incident = judged(telling("wire", whole), telling("copy", copied, part, origin="wire"))
    assert incident.claims[1].claim.part_of == "c-origin"


def test_two_likes_in_one_text_stay_two() -> None:
    one, other = killed("one person", 1), replace(killed("one person", 1), id="c-2")
    assert len(judged(telling("wire", one, other)).claims) == 2


def test_one_spokesman_in_two_reports_is_one_voice() -> None:
    incident = judged(
        telling("wire", killed("21 people", 21, "a spokesman for the CSP", "ml-csp")),
        telling("radio", killed("21 dead", 21, "the rebels' spokesman", "ml-csp")),
    )
    assert [(v.id, len(v.document_ids)) for v in incident.voices] == [("ml-csp", 2)]


def test_what_reuters_reported_is_the_voice_of_reuters() -> None:
    incident = judged(
        telling("reuters", killed("21 people", 21)),
        telling("radio", killed("21 dead", 21, "Reuters", "name:reuters")),
    )
    assert {s.voice_id for s in incident.claims} == {"outlet:reuters"}


def test_unnamed_speakers_are_one_only_where_they_say_the_same() -> None:
    def voices_of(low: int) -> int:
        incident = judged(
            telling("wire", killed("15 people", 15, "a doctor", "local:d-wire:a-doctor")),
            telling("radio", killed(f"{low} dead", low, "A doctor", "local:d-radio:a-doctor")),
        )
        return len(incident.voices)

    assert voices_of(15) == 1
    assert voices_of(9) == 2


def test_the_time_is_what_most_origins_support_cut_to_what_they_share() -> None:
    incident = judged(
        telling("a", time=day(24, 26)),
        telling("b", time=day(25)),
        telling("c", time=day(25)),
        telling("d", time=day(27)),
        telling("e"),
    )
    assert incident.time == day(25)


def test_copies_do_not_outvote_their_origin() -> None:
    times = [telling(n, origin="a", time=day(27)) for n in "abcd"]
    assert judged(*times, telling("x", time=day(25)), telling("y", time=day(25))).time == day(25)


def test_a_time_and_place_that_nobody_says_are_unknown_and_named() -> None:
    incident = judged(telling("a"))
    assert (incident.time, incident.place, incident.means) == (None, None, "unknown")
    assert {i.code for i in incident.issues} == {"time_unknown", "place_unknown"}


def test_the_place_is_the_most_precise_that_most_origins_agree_on() -> None:
    region = at("Kidal Region", 19.0, "admin1")
    incident = judged(
        telling("a", place=region), telling("b", place=at("Tinzaouatine")), telling("c", place=at("Gao", 16.27))
    )
    assert incident.place is not None
    assert incident.place.name == "Tinzaouatine"


def test_a_place_without_coordinates_is_better_than_none() -> None:
    incident = judged(telling("a", place=at("Amdrouche", None)), telling("b"))
    assert incident.place is not None
    assert incident.place.lat is None


def test_a_decided_date_and_place_win_and_the_newest_decision_stands() -> None:
    accounts = [telling(n, time=day(25), place=at("Gao", 16.27)) for n in "abc"]
    decided = telling("z", time=replace(day(26), basis="decision"), place=at("Tinzaouatine"))
    decisions = (decision("date", "d-z/1", 3), decision("place", "d-z/1", 4), decision("place", "d-a/1", 1))
    incident = judged(*accounts, decided, decisions=decisions)
    assert incident.time is not None
    assert incident.place is not None
    assert (incident.time.earliest.day, incident.place.name) == (26, "Tinzaouatine")
    assert incident.decision_ids == ("x-1", "x-3", "x-4")


def test_the_means_are_what_most_say_and_the_more_specific_word() -> None:
    def means_of(*said: Means) -> Means:
        return judged(*(telling(f"{n}", means=m) for n, m in enumerate(said))).means

    assert means_of("shelling", "airstrike", "shelling") == "shelling"
    assert means_of("airstrike", "airstrike", "drone_strike") == "drone_strike"
    assert means_of("unknown", "unknown", "ied") == "ied"
    assert means_of("other", "other", "ied") == "ied"


def test_one_follow_up_strike_that_is_told_is_a_follow_up() -> None:
    assert judged(telling("a"), telling("b", follow_up=True)).follow_up


def test_victims_are_named_once_and_what_one_leaves_out_the_other_says() -> None:
    htoo = Victim(span("Ester Htoo"), "killed", age=34)
    merged = merge_victims(
        [htoo, Victim(span("ester htoo"), "killed", sex="f"), Victim(span("Ester Htoo"), "killed", 60)]
    )
    assert [(v.name.quote, v.age, v.sex) for v in merged] == [("Ester Htoo", 34, "f"), ("Ester Htoo", 60, None)]


def test_parties_and_targets_stand_once_for_each_who_says_so() -> None:
    army = AllegedPerpetrator("the army", "ml-army", "a spokesman", "ml-csp", "blames", "s1")
    again = replace(army, name="Malian army", statement_id="s2")
    itself = replace(army, by="the army", by_id="ml-army", stance="admits", statement_id="s3")
    shop, men = (
        Target("a pharmacy", "hospital_medical", "x", "ml-csp", "s4"),
        Target("terrorists", None, "y", "ml-army", "s5"),
    )
    incident = judged(
        telling("a", perpetrators=(army, itself), targets=(shop,)),
        telling("b", perpetrators=(again,), targets=(shop, men)),
    )
    assert [(p.actor_id, p.by_id, p.stance) for p in incident.perpetrators] == [
        ("ml-army", "ml-csp", "blames"),
        ("ml-army", "ml-army", "admits"),
    ]
    assert [t.name for t in incident.targets] == ["a pharmacy", "terrorists"]


def test_a_statement_names_the_decision_behind_it() -> None:
    said = Statement("s1", "target", span("terrorists"), object=span("terrorists"), claimant=span("the army"))
    told = replace(telling("a"), statements=(said,), decided=(("s1", "x-9"),))
    assert judged(told).statements[0].decided == "x-9"


def test_the_order_of_accounts_does_not_matter() -> None:
    tellings = [
        telling(n, killed(f"{k} people", k), time=day(25), place=at("Gao", 16.27)) for k, n in enumerate("cab", 1)
    ]
    assert judged(*tellings) == judged(*reversed(tellings))
