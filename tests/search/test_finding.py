from bot.search.finding import Danger, Found, NotFound, Trace, Unsure

COMMON = (0.7, "en", Trace("en", ("how deep",), (("depth", 2.1, 0.9),), 0.7, "calibrated"), False)


def test_every_finding_tells_confidence_language_and_trace() -> None:
    findings = [Found(*COMMON, ("a",)), Unsure(*COMMON, ("a", "b")), NotFound(*COMMON), Danger(*COMMON, "a")]
    assert {(one.confidence, one.language, one.trace.rule, one.foreign) for one in findings} == {
        (0.7, "en", "calibrated", False)
    }


def test_a_refusal_need_not_know_anything_near() -> None:
    assert (NotFound(*COMMON).nearest, NotFound(*COMMON).elsewhere) == (None, None)
