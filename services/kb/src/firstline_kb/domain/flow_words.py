"""What every flow says in the same words: whether an instruction has helped."""

from collections.abc import Mapping

from firstline_events.vocabulary import Language

HELPED = "helped"
NOT_HELPED = "not_helped"
_WORDS = {
    HELPED: {
        Language.EN: "Yes, that helped",
        Language.IT: "Sì, ha funzionato",
        Language.ES: "Sí, ha funcionado",
        Language.EL: "Ναι, αυτό βοήθησε",
    },
    NOT_HELPED: {
        Language.EN: "No, it didn't help",
        Language.IT: "No, non ha funzionato",
        Language.ES: "No, no ha funcionado",
        Language.EL: "Όχι, δεν βοήθησε",
    },
}


def words_of(answer: str) -> Mapping[Language, str]:
    """How an answer to an instruction is shown in each language."""
    return _WORDS[answer]
