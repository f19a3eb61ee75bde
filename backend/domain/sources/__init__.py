"""What sends: devices with keys, and the observations of camera boxes, RFID gates and locators."""
