"""The files of a stage; while a name is looked for, with a line for it below them."""

from __future__ import annotations

from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from tutor.image.showing import shown
from tutor.ui.widgets.even import EvenVertical
from tutor.ui.widgets.searched_files import SearchedFiles


class FilesPane(EvenVertical):
    """Holds the tree; the line is made when it is asked for first, as most people never do."""

    DEFAULT_CSS = """
    FilesPane {
        height: 1fr;
        #files-words, #files-found { display: none; }
        #files-words { height: 1; border: none; padding: 0; background: $surface; }
        #files-found { height: auto; max-height: 3; color: $muted; }
        &.-searching #files-words, &.-searching #files-found { display: block; }
    }
    """

    def compose(self) -> ComposeResult:
        yield SearchedFiles(id="files")

    @property
    def tree_view(self) -> SearchedFiles:
        return self.query_one(SearchedFiles)

    @property
    def searching(self) -> bool:
        """Whether the line is open."""
        return self.has_class("-searching")

    @on(SearchedFiles.SearchAsked)
    async def _asked(self, message: SearchedFiles.SearchAsked) -> None:
        message.stop()
        if not self.query(Input):
            await self.mount(
                Static(id="files-found"),
                Input(placeholder="A name to look for; Enter goes there", id="files-words", compact=True),
            )
        self.add_class("-searching")
        field = self.query_one(Input)
        field.value = ""
        field.focus()
        self._say("")

    @on(Input.Changed, "#files-words")
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._say("")
        self.tree_view.search(event.value)

    @on(Input.Submitted, "#files-words")
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if event.value.strip():
            self.tree_view.focus()
        else:
            self.close()

    @on(SearchedFiles.Found)
    def _found(self, message: SearchedFiles.Found) -> None:
        message.stop()
        if self.searching:
            keys = f"{message.number} of {message.count}  n next N back"
            self._say(f"{keys}\n/{shown(message.path)}" if message.count else "not here")

    def _say(self, told: str) -> None:
        self.query_one("#files-found", Static).update(Content.from_markup("[b]/[/] $told", told=told))

    def on_key(self, event: events.Key) -> None:
        if event.key in ("down", "up") and self.searching and self.query_one(Input).has_focus:
            event.stop()
            self.tree_view.focus()
            self.tree_view.action_hit(1 if event.key == "down" else -1)

    def close(self) -> None:
        """Look for nothing any more."""
        self.remove_class("-searching")
        self.tree_view.search("")
        self.tree_view.focus()
