"""Events of the addresses of people and of the channels of a site, and the people who are notified of
them.
"""

from typing import Final

from backend.core.events import EventKind, Recipients

BROWSER_MOVED: Final = EventKind("BROWSER_MOVED")
ALERT_TEST_SENT: Final = EventKind("ALERT_TEST_SENT", notifies=Recipients.SELF, opens="alert_test")
"""A test alert that a person sent to themselves; the note names its tier."""
ADDRESS_CODE_SENT: Final = EventKind("ADDRESS_CODE_SENT", notifies=Recipients.SELF)
"""A code sent to an address of a person, who wants to show that messages reach them there."""
ADDRESS_VERIFIED: Final = EventKind("ADDRESS_VERIFIED", notifies=Recipients.SELF, page="/settings")
"""They have; who holds their phone for a moment could take their messages elsewhere, so they hear of it."""
CHAT_CODE_MADE: Final = EventKind("CHAT_CODE_MADE")
"""A code that a person writes to the bot of a chat, to show that this chat is theirs."""
CHANNEL_CHANGED: Final = EventKind("CHANNEL_CHANGED", is_of_site=True)
"""The note has provider and the names of what changed, no values."""
CHANNEL_PAUSED: Final = EventKind("CHANNEL_PAUSED", is_of_site=True)
CHANNEL_RESUMED: Final = EventKind("CHANNEL_RESUMED", is_of_site=True)
CHANNEL_FELL_BACK: Final = EventKind("CHANNEL_FELL_BACK", is_of_site=True, page="/admin/channels")
"""A provider refused what a channel was changed into, and took the message by what it was before; the note
has the provider's words. Administrators are notified, once per change.
"""
CHANNEL_BEFORE_FORGOTTEN: Final = EventKind("CHANNEL_BEFORE_FORGOTTEN", is_of_site=True)
"""An administrator wants no message to leave by what the channel was before its change."""
CHANNEL_RECONNECTED: Final = EventKind("CHANNEL_RECONNECTED", is_of_site=True)
"""An administrator had the bot of a chat connect again, after another connection had thrown it out."""
CHANNEL_TESTED: Final = EventKind("CHANNEL_TESTED", notifies=Recipients.SELF)
CHANNEL_NEARLY_SPENT: Final = EventKind("CHANNEL_NEARLY_SPENT", is_of_site=True, page="/admin/channels")
"""The messages of this month come to their cap: administrators are notified."""
BEACON_ADDED: Final = EventKind("BEACON_ADDED", is_of_site=True)
BEACON_TESTED: Final = EventKind("BEACON_TESTED", is_of_site=True)
"""A test in which a lamp and a siren went off without an alert."""
BEACON_REMOVED: Final = EventKind("BEACON_REMOVED", is_of_site=True)
"""Two people took a beacon away; the note has its name and why."""
OUTLET_ADDED: Final = EventKind("OUTLET_ADDED", is_of_site=True)
OUTLET_TESTED: Final = EventKind("OUTLET_TESTED", notifies=Recipients.OUTLET, is_of_site=True)
OUTLET_LOST: Final = EventKind("OUTLET_LOST", is_of_site=True, page="/admin/channels")
"""The provider of a group or another system refuses what is sent to it: administrators are notified."""
OUTLET_REPLAYED: Final = EventKind("OUTLET_REPLAYED", is_of_site=True)
"""An administrator sent a system again what it had not taken; the note is the number of messages."""
OUTLET_REMOVED: Final = EventKind("OUTLET_REMOVED", is_of_site=True)
"""Two people took an outlet away; the note has its name and why."""
PREFERENCES_CHANGED: Final = EventKind("PREFERENCES_CHANGED")
"""A change of quiet hours, of the order of channels, or of a browser for alarms only; the note says which."""
MESSAGES_EXPIRED: Final = EventKind("MESSAGES_EXPIRED")
"""Messages to somebody could not be sent while they were warnings; the note is their number."""
REPLY_CODES_TRIED: Final = EventKind("REPLY_CODES_TRIED")
"""Wrong codes came by text message from a person's phone until no more were taken."""
