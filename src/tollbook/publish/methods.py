"""The methods in plain words: what each rule does, what was left out by which name, and what each grade means."""

from collections.abc import Mapping

from tollbook.model.issue import Room

RULES: Mapping[str, str] = {
    "stated-range/1": "The lowest floor and the highest ceiling that any voice states, statuses kept apart as said.",
    "presumed-civilian/1": "The same, with people of unknown status who are not fighters counted as civilians.",
    "lowest/1": "The lowest figure that any voice states; vague words as ACLED counts them (“dozens”: 12).",
    "majority/1": "The figure that most independent voices agree on, where there is one.",
    "most-recent/1": "The figure of the newest report that states one.",
    "cumulative-range/1": "Figures for a period or several incidents together; never added to those of one incident.",
}
GRADES: Mapping[str, str] = {
    "confirmed": "A party accepted responsibility for harm to civilians; that it admits the attack is not enough.",
    "fair": "Two or more independent voices tell of harm to civilians, and a party is held responsible.",
    "weak": "A single voice tells of harm to civilians, or several of which none says who did it.",
    "contested": "Voices hold different parties responsible.",
    "discounted": "All who are said to be harmed are said to be fighters or security forces.",
}
ROOMS: Mapping[Room, str] = {
    "ingest": "Taking reports in",
    "net": "Fetching",
    "read": "Reading",
    "resolve": "When, where and who",
    "link": "Joining reports",
    "judge": "Adding up",
    "review": "Decisions",
    "publish": "Publishing",
    "store": "Keeping",
}
LEFT_OUT: Mapping[str, str] = {
    "count_elsewhere": "Words for a count (“the death toll”) whose figure stands elsewhere or was not given.",
    "date_unknown": "The words give no day that can be told; the incident keeps no date rather than the report's.",
    "decision_contradicted": "A decision stands against another one; it waits for a person.",
    "decision_lost": "A decision whose words are in no standing report; it waits for a person.",
    "feed_damaged": "A feed that broke off or broke its form; what came before was taken.",
    "fetch_refused": "An address that was not fetched: not allowed, not public, or no answer.",
    "gazetteer_line": "A line of a gazetteer file that could not be read.",
    "input_refused": "A file that is no report, or larger than what is taken.",
    "input_unreadable": "A file that could not be opened.",
    "item_empty": "An item of a feed without words.",
    "item_refused": "A message of an export that could not be read.",
    "language_not_read": "A report in a language that is not read yet; it is archived, searched, and coded by hand.",
    "line_refused": "A line that is no report.",
    "messages_without_words": "Messages of pictures alone.",
    "named_under_total": "A person by name who is counted in a total already; the name is kept, not counted again.",
    "no_number": "Words of harm without a number of people.",
    "page_furniture": "Words in a line that belongs to the page and not to the report.",
    "place_unknown": "No place in the words, or none that the gazetteer knows well enough: no point is made up.",
    "published_from_text": "The day of publication stood in the report's own first lines alone.",
    "published_unknown": "The day of publication is not known; what is said of “yesterday” has no date.",
    "published_unreadable": "A day of publication that could not be read as a day.",
    "quote_not_in_text": "A quote that does not stand in the text letter for letter; it was refused.",
    "refused": "A report that was refused when it came in.",
    "sidecar_key_unknown": "A word beside a report that has no meaning here.",
    "sidecar_unreadable": "What lay beside a report could not be read.",
    "sidecar_value_unreadable": "A value beside a report that could not be read.",
    "speaker_differs": "A decision whose speaker the reader hears otherwise; it waits for a person.",
    "text_damaged": "Characters that could not be decoded; their places are marked in the text.",
    "time_unknown": "A time that could not be told.",
    "whole_lost": "A decision about a part whose whole is no longer there.",
}
OTHERWISE = "Left out under this name."
