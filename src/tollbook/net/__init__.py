"""Net: the only room that asks the network, guarded, bounded and polite."""
