"""How things are named in addresses, with examples that `tollbook demo` holds."""

from typing import Annotated, Any

from fastapi import Path

INCIDENT = "i-0af514d809c8a1cf"
OTHER_INCIDENT = "i-9bcd2f5a1b0137cb"
KUTUM, EL_FASHER = "i-df64b8b494258f0e", "i-63d6d688ae41a2e4"
REPORT = "d-85897d877c29d8d6"
CLAIM = "c-68c821841680df11"
STATEMENT = "s-d8199ba1ac41fa59"

IncidentId = Annotated[str, Path(description="The id of an incident, or its beginning.", examples=[INCIDENT])]
OtherIncidentId = Annotated[str, Path(description="The id of another incident.", examples=[OTHER_INCIDENT])]
ReportId = Annotated[str, Path(description="The id of a report, or its beginning.", examples=[REPORT])]
ClaimId = Annotated[str, Path(description="The id of a claim.", examples=[CLAIM])]
StatementId = Annotated[str, Path(description="The id of a statement.", examples=[STATEMENT])]
DecisionId = Annotated[str, Path(description="The id of a decision.")]
FormatName = Annotated[str, Path(description="The name of a format.", examples=["jsonl", "csv"])]
Subject = Annotated[str, Path(description="The id of an incident or report.", examples=[INCIDENT])]
PersonName = Annotated[str, Path(description="The name of a person.")]
FileName = Annotated[str, Path(description="The file's own name.", examples=["report.html"])]
KeyId = Annotated[str, Path(description="The id of a session or token.")]

# What can be decided, each on the sample incidents.
WISHES: dict[str, Any] = {
    "correct": {
        "summary": "Correct a figure",
        "value": {
            "kind": "correct",
            "subjects": [CLAIM],
            "fields": {"low": 22, "high": 22},
            "reason": "Misread: the original says 22.",
        },
    },
    "accept": {
        "summary": "Hold a claim as recorded",
        "value": {"kind": "accept", "subjects": [CLAIM], "reason": "Read against the report."},
    },
    "add": {
        "summary": "Mark words that no reader found",
        "value": {
            "kind": "add",
            "subjects": [REPORT],
            "fields": {"quote": "11 children", "effect": "killed", "low": 11, "high": 11, "group": "children"},
            "reason": "Said of those killed.",
        },
    },
    "different": {
        "summary": "Two incidents are two",
        "value": {"kind": "different", "subjects": [KUTUM, EL_FASHER], "reason": "Two towns, told of apart."},
    },
    "place": {
        "summary": "Say where it was",
        "value": {
            "kind": "place",
            "subjects": [INCIDENT],
            "fields": {"name": "Tinzaouatine", "country": "ML", "lat": 19.95, "lon": 2.97, "precision": "exact"},
            "reason": "The town itself, by the map.",
        },
    },
    "grade": {
        "summary": "Grade an incident",
        "value": {"kind": "grade", "subjects": [INCIDENT], "fields": {"grade": "fair"}, "reason": "Two voices agree."},
    },
    "note": {
        "summary": "Write a note",
        "value": {
            "kind": "note",
            "subjects": [INCIDENT],
            "fields": {"note": "Ask the pharmacy's owner again."},
            "reason": "For whoever is next.",
        },
    },
}
