"""Ingest: bytes of reports in, documents with their sources out; nothing is fetched and no file is opened here."""
