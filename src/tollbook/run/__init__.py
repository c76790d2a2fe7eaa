"""The caretaker: builds the tools once, carries between the cellar, the net and the corridor."""
