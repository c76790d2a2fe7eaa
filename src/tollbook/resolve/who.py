"""Who: one identifier for one speaker in every document, and which known party a name means."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tollbook.lang.actors import SpeakerWords, load_pointing, load_speakers
from tollbook.lang.countries import load_countries
from tollbook.model import Document, Span
from tollbook.model.tools import ActorTable
from tollbook.resolve.pointing import Named, named, named_in, point_back
from tollbook.text import fold

_PERSON = frozenset("he she".split())
_BODY = frozenset("it its they we".split())
_WORDS_OF_SOMEONE = frozenset(
    "statement statements communique communiqué post video message release tweet briefing".split()
)
_OFFICES = frozenset(
    "ministry directorate department command headquarters governorate municipality council court parliament agency "
    "authority commission bureau office administration prefecture hospital".split()
)
_SMALL = frozenset(
    "the a an of for in on at by with from and to some two three several many one all his her their its who".split()
)
_PARTICLES = frozenset("al el bin ibn abu ag ould de la van von der da dos ben um umm".split())
_APPOSED = re.compile(r"\s*(?:,|\()\s*(?:who is\s+)?([^,.;()\"”“]{3,110})")
# "Rebels of the CSP-DPA alliance" are that party; "rebels" alone are nobody in particular.
_MEMBERS = re.compile(r"(?:the\s+)?(?:rebels|fighters|militants|insurgents)\s+of\s+(.+)", re.I)
_SIGNED = re.compile(r"\s*(?:,\s*)?(?:signed|issued|released|read|published|posted|made) by\s+([^.;\"”“]{3,140})")
_PROPER = re.compile(r"\b[A-Z][a-z]+(?: [A-Z][a-z]+)+")
_MENTIONED = re.compile(r"\b(?:the|this|that|its|his|her|their|a|an)\s+", re.IGNORECASE)


@dataclass
class Speakers:
    """The speakers of one document, in text order; each is told by what stands in its words and around them."""

    document: Document
    actors: ActorTable
    country: str | None
    words: SpeakerWords = field(default_factory=load_speakers)
    known: list[tuple[Span, str]] = field(default_factory=list)
    mentioned: tuple[Named, ...] = ()

    def __post_init__(self) -> None:
        """Read the parties that the text names."""
        self.mentioned = named_in(self.document.text, self.actors, self.country, load_pointing())

    def own_voice(self) -> str:
        """Give the id of the text's own voice: its publisher's."""
        name = self.document.source_name
        actor = self.actors.find(name, None) if name else None
        return actor.id if actor else f"outlet:{self.document.source_id}"

    def tell(self, claimant: Span) -> str:
        """Give the id of one speaker and remember it for the words that point back to it."""
        speaker = self._tell(claimant)
        self.known.append((claimant, speaker))
        return speaker

    def _tell(self, claimant: Span) -> str:
        name = claimant.quote
        plain = self._plain(name)
        if fold(name).split()[:1] in (["our"], ["we"], ["us"]):
            return self.own_voice()
        inner = _SIGNED.search(name)
        if inner and plain.split()[0] in _WORDS_OF_SOMEONE:
            return self.tell(Span.of(self.document.text, claimant.start + inner.start(1), claimant.end))
        if plain in _PERSON | _BODY or (plain in _WORDS_OF_SOMEONE and _MENTIONED.match(name)):
            return self._signer(claimant) or self._earlier(claimant, plain) or self._local(plain)
        head = name.split(",")[0]
        if head != name and _is_name(head, self.words):
            return self.tell(Span.of(self.document.text, claimant.start, claimant.start + len(head)))
        party = self._party(name) or self._apposed(claimant) or self._torn(claimant)
        if party:
            return party
        if _is_name(name, self.words):
            return self._by_part_of_name(claimant, plain) or self._named(plain)
        return self._pointed(name, claimant.start) or self._same_office(claimant, plain) or self._local(plain)

    def _party(self, name: str) -> str | None:
        """Give the known party that a name is or speaks for; a resident who names a party is not it."""
        members = _MEMBERS.match(name)
        if members:
            named = self.actors.find(members[1], self.country)
            return named.id if named else None
        head = fold(re.split(r"\b(?:who|fleeing|from|in|near|to|with|living|told)\b", name)[0]).split()
        proper = {fold(w) for pair in _PROPER.findall(name) for w in pair.split()}  # "Doctors Without Borders"
        if any(w in self.words.nobody - self.words.speaks_for - {"news", "media"} - proper for w in head[:4]):
            return None
        actor = self.actors.find(name, self.country)
        if actor is None and load_countries("en").names.get(re.sub(r"^[Tt]he ", "", name)):
            actor = self.actors.find(f"{name} government", self.country)
        return actor.id if actor else None

    def _apposed(self, claimant: Span) -> str | None:
        """Look for the office held: "Mohamed Ramadane, spokesman for the coalition", "army spokesman Daniel Hagari"."""
        text = self.document.text
        after = _APPOSED.match(text, claimant.end)
        if after and self._has_office(after[1]):
            party = self._party(after[1]) or self._pointed(after[1], after.start(1))
            if party:
                return party
        before = re.split(r"[.;:\"”“,]\s*|\n", text[max(0, claimant.start - 70) : claimant.start])[-1]
        if before and self._has_office(" ".join(before.split()[-2:])) and before.rstrip() != before:
            return self._party(before.strip())
        return None

    def _torn(self, claimant: Span) -> str | None:
        """Complete a name of which the reader took one word: "armed" out of "Mali's armed forces"."""
        if " " in claimant.quote or claimant.quote[0].isupper():
            return None
        text = self.document.text
        before = re.search(r"[\w'’.-]+ $", text[max(0, claimant.start - 30) : claimant.start])
        after = re.match(r" [\w-]+", text[claimant.end : claimant.end + 30])
        if after is None:
            return None
        return self._party(f"{before.group() if before else ''}{claimant.quote}{after.group()}")

    def _has_office(self, words: str) -> bool:
        folded = f" {fold(words)} "
        return any(f" {office} " in folded for office in self.words.speaks_for)

    def _signer(self, claimant: Span) -> str | None:
        """Resolve "the statement signed by X, spokesman for Y", where the reader took only "the statement"."""
        signed = _SIGNED.match(self.document.text, claimant.end)
        if signed is None:
            return None
        return self._party(signed[1]) or self._pointed(signed[1], claimant.start)

    def _earlier(self, claimant: Span, plain: str) -> str | None:
        """Take the nearest earlier speaker: a person for "he", anyone else for "it" and "the statement"."""
        for span, speaker in sorted(self.known, key=lambda pair: -pair[0].start):
            if span.end > claimant.start:
                continue
            single = speaker.startswith("name:") or any(w in fold(span.quote).split() for w in self.words.speaks_for)
            if plain not in _PERSON or single or _is_name(span.quote, self.words):
                return speaker
        return None

    def _pointed(self, words: str, at: int) -> str | None:
        """Resolve "the coalition", "the rebel coalition": the one party of the text that the noun can mean."""
        spoken = []
        for span, speaker in self.known:
            actor = self.actors.find(span.quote, self.country)
            spoken.append(named(span.start, span.quote, speaker, actor if actor and actor.id == speaker else None))
        heard = [m for m in self.mentioned if not any(s.start <= m.start < s.end for s, _ in self.known)]
        heard = [m for m in heard if not at <= m.start < at + len(words)]
        return point_back(words, at, (*spoken, *heard), load_pointing(), self.words.speaks_for)

    def _same_office(self, claimant: Span, plain: str) -> str | None:
        """Resolve "the spokesman": the nearest earlier speaker who was called by that office."""
        if plain not in self.words.speaks_for - load_pointing().nouns.keys() or not re.match(
            r"the\b", claimant.quote, re.IGNORECASE
        ):
            return None
        earlier = sorted((p for p in self.known if p[0].end <= claimant.start), key=lambda pair: -pair[0].start)
        return next((speaker for span, speaker in earlier if plain in fold(span.quote).split()), None)

    def _by_part_of_name(self, claimant: Span, plain: str) -> str | None:
        """Know "Ramadane" again as the "Mohamed Elmaouloud Ramadane" of the same text."""
        last = plain.split()[-1]
        if " " in plain:
            return None
        for span, speaker in self.known:
            if span.start != claimant.start and fold(span.quote).split()[-1:] == [last] and len(last) > 2:
                return speaker
        full = re.search(rf"((?:[A-Z][\w'’-]+\s+){{1,3}}){re.escape(claimant.quote.split()[-1])}\b", self.document.text)
        if full and full.end() <= claimant.start:
            whole = Span.of(self.document.text, full.start(), full.end())
            return self._apposed(whole) or f"name:{self._plain(whole.quote)}"
        return None

    def _plain(self, name: str) -> str:
        """Fold a name without article, titles and what follows a comma: "Dr. Saleh, director" is "saleh"."""
        words = fold(re.sub(r"['’]s$", "", name.split(",")[0])).split()
        while len(words) > 1 and (words[0] in self.words.titles or words[0] in ("the", "a", "an", "this", "that")):
            words = words[1:]
        return " ".join(words)

    def _named(self, plain: str) -> str:
        """Give the id of a named speaker; offices that many countries have are told apart by country."""
        name = re.sub(r"\s*\([^)]*\)", "", plain).strip() or plain
        office = any(word in _OFFICES for word in name.split())
        return f"name:{self.country.casefold()}:{name}" if office and self.country else f"name:{name}"

    def _local(self, plain: str) -> str:
        return f"local:{self.document.id}:{plain.replace(' ', '-')}"


def party_of(name: str, country: str | None, actors: ActorTable) -> str | None:
    """Give the id of the party that did something: a country or its people alone mean its armed forces."""
    actor = actors.find(name, country)
    if actor is None:
        found = load_countries("en").pattern.search(name)
        if found and not re.search(r"[a-z]", name[found.end() :]) and len(name.split()) <= found.group().count(" ") + 2:
            actor = actors.find(f"{found.group()} armed forces", country)
    return actor.id if actor else None


def tell_speakers(
    document: Document, claimants: Iterable[Span], actors: ActorTable, country: str | None
) -> tuple[Mapping[Span, str], str]:
    """Give the id of every claimant of a document, and of its own voice."""
    speakers = Speakers(document, actors, country)
    ordered: Sequence[Span] = sorted(set(claimants))
    return {span: speakers.tell(span) for span in ordered}, speakers.own_voice()


def _is_name(name: str, words: SpeakerWords) -> bool:
    """Tell whether words are a proper name: without offices, titles and the like only capitals are left."""
    common = words.nobody | words.speaks_for | words.titles | _SMALL | (_OFFICES if name.isupper() else frozenset())
    left = [t for t in re.findall(r"[^\s,]+", name) if t[0].isalnum() or t[0] == "@"]
    left = [t for t in left if fold(t) not in common]
    if not left or any(t[0].islower() and t not in _PARTICLES and "-" not in t for t in left):
        return False
    countries = load_countries("en")
    return not all(countries.code_of(re.sub(r"['’]s$", "", t)) for t in left)
