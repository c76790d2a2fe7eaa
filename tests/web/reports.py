"""What the tests of report pages share: reports taken in for a test, and words selected in a page as a person does."""

from playwright.sync_api import Page

from tollbook import lang
from tollbook.ingest.documents import Given
from tollbook.model import Document, ReaderVersion, Tags
from tollbook.run.inputs import Input
from tollbook.run.kit import Reader
from tollbook.run.local import take_inputs
from tollbook.web.office import Office

SELECT = """([words, nth]) => {
  const runs = [...document.querySelectorAll('#text [data-start]')];
  const texts = runs.map((run) => run.textContent);
  const whole = texts.join('');
  let at = -1;
  for (let n = 0; n <= nth; n++) at = whole.indexOf(words, at + 1);
  if (at < 0) throw new Error('not in the text: ' + words);
  const place = (unit) => {
    let n = 0;
    while (unit > texts[n].length) unit -= texts[n++].length;
    return [runs[n].firstChild, unit];
  };
  const range = document.createRange();
  range.setStart(...place(at));
  range.setEnd(...place(at + words.length));
  const selection = document.getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
}"""


class FindsNothing:
    """A reader that finds nothing, so that people find all."""

    version = ReaderVersion("nothing", "1")

    def tag(self, text: str) -> Tags:
        """Give no tags."""
        return Tags()


def take_text(office: Office, text: str, given: Given = Given(), name: str = "a report") -> Document:  # noqa: B008
    """Take a report into the workspace of a test; its own words, no reader's."""
    report = take_inputs(office.ws, [Input(name, text.encode(), given)], Reader(FindsNothing(), lang.load("en")))
    office.live.catch_up()
    (document_id,) = report.taken
    return office.live.now().documents[document_id]


def report_of_outlet(office: Office, outlet: str) -> Document:
    """Give the first sample report of an outlet."""
    found = [d for d in office.live.now().documents.values() if d.source_name == outlet]
    return min(found, key=lambda d: (d.published_at or "", d.id))


def select(page: Page, words: str, nth: int = 0) -> None:
    """Select words of the text as a person does with a mouse; `nth` counts where they stand more than once."""
    page.evaluate(SELECT, [words, nth])
