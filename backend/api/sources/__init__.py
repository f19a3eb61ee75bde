"""The officer's page on sources: strangers, what was put aside, devices with keys, rules for observations."""
