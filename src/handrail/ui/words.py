"""The words the scripts say, translated by the server and written into every page."""

from __future__ import annotations

from django.utils.translation import gettext as _


def dictionary() -> dict[str, str]:
    return {
        "failed": _(
            "That did not work, and nothing was changed. Try again; if it keeps failing, reload the page."
        ),
        "forbidden": _("You may not do that here. Nothing was changed."),
        "gone": _("That is no longer here. Reload the page to see what there is now."),
        "offline": _(
            "There is no connection to Handrail. Nothing was saved; try again when you are back online."
        ),
        "waiting": _("Under way. This takes a moment."),
        "waiting_many": _(
            "{n} at once are under way: all of them are changed, or none. You may go elsewhere: it ends all the same."
        ),
        "waiting_far": _("{done} of {n}"),
        "discard": _("You have changes here that are not saved. Throw them away?"),
        "changed_show": _("Changed by a colleague. Show"),
        "changed_elsewhere": _("Changed by you in another window. Show"),
        "dismiss": _("Dismiss"),
        "undo": _("Undo"),
        "redo": _("Redo"),
        "undo_failed": _("That can no longer be undone."),
        "show": _("Show"),
        "hide": _("Hide"),
        "show_password": _("Show the password"),
        "hide_password": _("Hide the password"),
        "passkey_failed": _("That did not work, or you stopped it. Try again, or use another way."),
        "passkey_known": _("This device has a passkey for Handrail already."),
        "copy": _("Copy"),
        "copied": _("Copied."),
        "not_copied": _("Your browser does not allow that. Mark the text and copy it yourself."),
        "timeline": _("Timeline"),
        "timeline_keys": _("Arrow keys move it by a day, with Shift by a week. Enter opens it."),
        "as_list": _("Show as a list"),
        "today": _("Today"),
        "done": _("done"),
        "late": _("late"),
        "customer_side": _("on the customer’s side"),
        "writing_begin": _("Begin to write."),
        "writing_saved": _("Saved."),
        "writing_saving": _("Saving…"),
        "writing_lost": _("No connection. What you write stays in this window and is saved when it is back."),
        "writing_waits": _(
            "No connection. What you write is kept in this browser and saved when it is back."
        ),
        "writing_other": _(
            "Somebody else is signed in in this browser now. Sign in again yourself, and what you wrote is put in."
        ),
        "writing_gone": _("You can no longer write here. Copy what you need, then reload the page."),
        "writing_long": _("This is too long for one note, and the last of it is not saved. Reload the page."),
        "writing_with": _("Also here: {names}"),
        "unsent_put": _(
            "What you wrote in “{title}” on {when} had not reached Handrail. It has been put into the note now."
        ),
        "unsent_open": _("Open the note"),
        "unsent_waiting": _(
            "What you wrote in “{title}” on {when} is still only in this browser. "
            "It is put into the note as soon as there is a connection."
        ),
        "unsent_gone": _(
            "What you wrote in “{title}” on {when} could not be put in: the note was removed, "
            "or you may not write in it now. Take your words along; this browser keeps them until {until}."
        ),
        "unsent_long": _(
            "What you wrote in “{title}” on {when} could not be put in: the note would be too long. "
            "Take your words along; this browser keeps them until {until}."
        ),
        "unsent_apart": _(
            "What you wrote in “{title}” on {when} could not be put in: the text it belongs to is no longer there. "
            "Take your words along; this browser keeps them until {until}."
        ),
        "unsent_download": _("Download"),
        "unsent_drop": _("Throw away"),
        "unsent_drop_sure": _("Throw these words away? They are nowhere else."),
        "unsent_leave": _(
            "What you wrote has not reached Handrail yet: {titles}. If you sign out now, it is deleted. Sign out?"
        ),
        "moved": _("{title} is now on {date}."),
        "not_moved": _("{title} stays on {date}. {why}"),
    }
