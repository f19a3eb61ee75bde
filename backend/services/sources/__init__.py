"""Commands on what sends: keys of devices, observations, sources that nobody knew."""
