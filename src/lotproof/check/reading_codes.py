"""What the findings of reading mean: a file, a key or a value that could not be taken as it was typed.

They have no check to carry their text, since a value that cannot be read never reaches one.
"""

from __future__ import annotations

from typing import Final

READING: Final[dict[str, str]] = {
    "CALENDAR_TWICE": "Two files that lotproof.yaml names give the same year of the same calendar. Keep one of them.",
    "CALENDAR_WRONG": (
        """A year of a working calendar holds a date that cannot be right, so none of it was used.

A holiday lies within its year and has as many days as the notice counts; a day worked in exchange is a Saturday or a
Sunday; no day stands in it twice. Compare the file with the notice it cites."""
    ),
    "CASE_MISSING": "The folder named is not there, is a file, or may not be entered.",
    "CASE_NAME": (
        """The folder's name cannot be a case id.

The id stands in addresses, subject lines and file names, so it is made of a-z, 0-9 and - and begins with a letter or
digit. Rename the folder."""
    ),
    "CASE_UNKNOWN": "What was typed is neither the id of a case in cases/ nor a path that leads into a case.",
    "CONTROL_CHARACTER": (
        """The file holds a character that cannot be seen, or that turns the direction of the text.

Such a character can make a page read differently from what was typed. It was read as U+FFFD. Remove it; it usually
came with text copied from a PDF or a web page."""
    ),
    "DIGEST_MALFORMED": (
        """The registered SHA-256 of an exhibit is not 64 hexadecimal digits.

Without it nobody can tell whether the original was altered. Take the digest that sha256sum prints for the file."""
    ),
    "DUPLICATE_EXHIBIT": (
        """Two exhibits have the same id.

A citation of that id would lead to either. The first entry was read. Give the second its own id."""
    ),
    "DUPLICATE_KEY": (
        """A key is written twice in one mapping.

Other programs silently keep the last value; here the first was read. Remove one of the two."""
    ),
    "EMPTY_ITEM": "A list holds an item with nothing in it. It was left out.",
    "EVIDENCE_NOT_A_FILE": (
        """Something in evidence/ is a link, a pipe or a device.

Originals are regular files, so that whoever receives the folder has them. It was not looked at."""
    ),
    "EVIDENCE_TOO_LARGE": "evidence/ holds more files than are looked at. Archive what no exhibit needs.",
    "EXHIBIT_CHANGED": (
        """An original no longer has the digest it was registered with.

Then it is not the file that was received, and every statement that cites it can be attacked. Put the original back
from the mail it came with; if the new file is another document, register it under its own id. git with core.autocrlf
changes the line ends of .eml files: a line `evidence/** -text` in .gitattributes prevents it."""
    ),
    "DRAFT_WAITING": (
        """An event drafted from an e-mail waits in drafts/ for a person to confirm it.

What a program recognises in a message is no admission and no event. Read the message, correct the draft, and move the
file into log/; or delete it."""
    ),
    "EXHIBIT_EMPTY": "The file of an exhibit holds nothing. Put the original back.",
    "EXHIBIT_FILE_TWICE": "Two exhibits name the same file. Cite one id for one file.",
    "EXHIBIT_LINK": (
        """The file of an exhibit is reached through a link, which was not followed.

A link can lead out of the case, and is lost when the folder is sent. Put the file itself in evidence/."""
    ),
    "EXHIBIT_MISSING": (
        """The file of an exhibit is not there.

What it proves is then an allegation. Put it back; if it was renamed, the hint names the file with its digest."""
    ),
    "EXHIBIT_NOT_REGULAR": "The file of an exhibit is a folder, a pipe or a device, and was not opened.",
    "EXHIBIT_PATH": (
        """The path of an exhibit does not lead to a file below evidence/.

Only plain relative paths such as evidence/report.pdf are opened: no .., no drive, no backslash."""
    ),
    "EXHIBIT_SIZE": "An original has another size than registered, though its digest is right or not given.",
    "EXHIBIT_TOO_LARGE": (
        "An original is larger than 512 MB and was not read. Cut the video, and keep the whole apart."
    ),
    "EXHIBIT_UNREADABLE": "An original may not be read, or reading it failed. Look at its permissions.",
    "FILE_EMPTY": "A file of the case holds nothing, so nothing was read from it. Restore it or fill it.",
    "FILE_LINK": (
        """A file of the case is reached through a link, which was not followed.

A link can lead out of the case, and is lost when the folder is sent. Put the file itself there."""
    ),
    "FILE_MISSING": "A file of the case is not there. case.yaml is the one file every case has.",
    "FILE_NOT_REGULAR": "A file of the case is a folder, a pipe or a device, and was not opened.",
    "FILE_TOO_LARGE": "A file that a person types is larger than 2 MB, and was not read.",
    "FILE_UNREADABLE": "A file of the case may not be read, or reading it failed. Look at its permissions.",
    "FINDINGS_CUT": (
        "A file has very many findings of one kind; the first ones are listed. Mend them and run again."
    ),
    "FRONT_MATTER_OPEN": (
        "The front matter of an event begins with --- and is never closed by a second line ---."
    ),
    "KEY_NOT_FOR_KIND": (
        """An event has a key that its kind does not use.

The value is kept and shown nowhere, so what it was meant to prove is not proved. Correct the key or the kind."""
    ),
    "KEY_NOT_TEXT": "A key is a list, a mapping or an alias. Keys are plain texts.",
    "LOG_FILE_IGNORED": "A file in log/ does not end in .md, so it is no event and was not read.",
    "LOGO_UNREADABLE": "The logo of the letterhead is no PNG or JPEG picture, so letters are printed without it.",
    "LOG_MISSING": "The case has no log/ folder, so as far as is known nothing has happened.",
    "LOG_TOO_LARGE": "log/ holds more files than are read. One file is one event.",
    "NAMES_ALIKE": (
        """Two files have names that some systems take for the same.

On Windows and macOS one of them overwrites the other when the folder is copied. Rename one."""
    ),
    "NEGATIVE_NUMBER": "A number is below zero, or zero, where that cannot be. The value was left out.",
    "NOT_UTF8": (
        """The file is not UTF-8, so it was not read.

A Chinese name read in the wrong encoding names nobody. Save the file as UTF-8 in your editor."""
    ),
    "NO_FRONT_MATTER": (
        """A file in log/ does not begin with front matter, so it is no event.

Begin it with a line ---, then at:, kind:, channel: and from:, then a line ---."""
    ),
    "OUT_OF_RANGE": "A number lies outside what it can be. The value was left out.",
    "REGISTER_MISSING": (
        """The case has no evidence.yaml, or an empty one.

No exhibit, no statement: without the register nothing in the case can be cited."""
    ),
    "REQUIRED_KEY_MISSING": (
        """A key that every case needs is missing or empty.

Whatever rests on it is left out, and the rest is computed. The hint shows how the line looks."""
    ),
    "SETTING_PATH": "A path in lotproof.yaml leads out of the workspace. Pages are made of files inside it only.",
    "SEVERAL_DOCUMENTS": "A YAML file holds a second document after a line ---. Only the first was read.",
    "TEMPLATES_TOO_MANY": "The folder templates/ holds more files than documents have, so none of them was read.",
    "TIME_WITHOUT_OFFSET": (
        """A time has no offset from UTC.

48 hours run differently in Denver and in Shanghai, so a time without its offset is not read. Write the offset of the
place where the clock hung: +08:00 in China."""
    ),
    "UNKNOWN_CURRENCY": "A currency is not an ISO 4217 code in use. The value was left out.",
    "UNKNOWN_KEY": (
        """A key is not one of those that can stand here.

It was left out. Usually it is a slip of the pen, or it stands one level too high or too low: look at the
indentation."""
    ),
    "UNKNOWN_TIMEZONE": "A time zone is not in the IANA list. Write it as Europe/Berlin or Asia/Shanghai.",
    "UNKNOWN_WORD": (
        "A value is not one of the words that can stand here. It was left out; the hint lists them."
    ),
    "UNREGISTERED_FILE": (
        """A file in evidence/ is in no entry of the register.

It can be cited by nothing and is not in the dossier. Register it in evidence.yaml, or move it out."""
    ),
    "WORKSPACE_MISSING": "Neither this folder nor one above it holds cases/, so there is nothing to work on.",
    "WRONG_TYPE": (
        """A value is not of the kind its key asks for: a number, a date, a time, a list or a mapping.

It was left out, and the rest was read. Numbers are written with a point and without separators: 1234.50."""
    ),
    "YAML_ALIAS": (
        "A YAML alias names nothing, names what it stands in, or there are very many. Write the value out."
    ),
    "YAML_MERGE_KEY": "A YAML merge key (<<) was left out. Write the keys where they belong.",
    "YAML_SYNTAX": (
        """The file is not valid YAML, so nothing in it was read.

The place is where the construct began that broke: an open quote or bracket, or a line that does not fit its
indentation. A text that holds a colon and a space, or begins with one of
[ ] { } , # & * ! | > ' " % @, needs quotes."""
    ),
    "YAML_TAG": "A YAML tag (!!str, !ruby/object) was ignored: the kind of a value comes from its key.",
    "YAML_TOO_DEEP": "Lists and mappings are nested deeper than in any case, so the file was not read.",
    "YAML_TOO_LARGE": "A file holds more values than any case, so it was not read.",
}
