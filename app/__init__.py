"""The library of Clientele: tables, rules, queries, papers, imports and exports. It needs no screen."""

VERSION = "0.1.0"
