"""The caretaker: builds the tools once, carries between the cellar, the net and the corridor."""

import os

# The heads are small matrix products: a second thread only waits for the first (7 documents a second against 3 on a
# busy machine), and one thread adds up in one order. Set before numpy is first imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
