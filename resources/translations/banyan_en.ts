<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>Care</name>
    <message numerus="yes">
        <source>%n problem(s) found and mended.</source>
        <translation>
            <numerusform>%n problem found and mended.</numerusform>
            <numerusform>%n problems found and mended.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s) could not be mended:</source>
        <translation>
            <numerusform>%n problem could not be mended:</numerusform>
            <numerusform>%n problems could not be mended:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CompareDialog</name>
    <message numerus="yes">
        <source>%n line(s) differ</source>
        <translation>
            <numerusform>%n line differs</numerusform>
            <numerusform>%n lines differ</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CoverageDialog</name>
    <message numerus="yes">
        <source>%1 of %n title(s) have text</source>
        <translation>
            <numerusform>%1 of %n title has text</numerusform>
            <numerusform>%1 of %n titles have text</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DeleteCategoryDialog</name>
    <message numerus="yes">
        <source>The %n category(ies) inside it go too.</source>
        <translation>
            <numerusform>The %n category inside it goes too.</numerusform>
            <numerusform>The %n categories inside it go too.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Keep its %n note(s), without a category</source>
        <translation>
            <numerusform>Keep its %n note, without a category</numerusform>
            <numerusform>Keep its %n notes, without a category</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Move its %n note(s) to the trash</source>
        <translation>
            <numerusform>Move its %n note to the trash</numerusform>
            <numerusform>Move its %n notes to the trash</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DeleteTagDialog</name>
    <message numerus="yes">
        <source>%n note(s) lose it; the notes themselves stay.</source>
        <translation>
            <numerusform>%n note loses it; the notes themselves stay.</numerusform>
            <numerusform>%n notes lose it; the notes themselves stay.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The %n tag(s) inside it go too.</source>
        <translation>
            <numerusform>The %n tag inside it goes too.</numerusform>
            <numerusform>The %n tags inside it go too.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DiffView</name>
    <message numerus="yes">
        <source>… and %n more line(s)</source>
        <translation>
            <numerusform>… and %n more line</numerusform>
            <numerusform>… and %n more lines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) as before</source>
        <translation>
            <numerusform>%n line as before</numerusform>
            <numerusform>%n lines as before</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message numerus="yes">
        <source>%n note(s) written</source>
        <translation>
            <numerusform>%n note written</numerusform>
            <numerusform>%n notes written</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Export %n note(s)</source>
        <translation>
            <numerusform>Export %n note</numerusform>
            <numerusform>Export %n notes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Include the %n note(s) with a password</source>
        <translation>
            <numerusform>Include the %n note with a password</numerusform>
            <numerusform>Include the %n notes with a password</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message numerus="yes">
        <source>%n replaced</source>
        <translation>
            <numerusform>%n replaced</numerusform>
            <numerusform>%n replaced</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HistoryDialog</name>
    <message numerus="yes">
        <source>%n line(s) added since</source>
        <translation>
            <numerusform>%n line added since</numerusform>
            <numerusform>%n lines added since</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) removed since</source>
        <translation>
            <numerusform>%n line removed since</numerusform>
            <numerusform>%n lines removed since</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n character(s)</source>
        <translation>
            <numerusform>%n character</numerusform>
            <numerusform>%n characters</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message numerus="yes">
        <source>Import %n note(s)</source>
        <translation>
            <numerusform>Import %n note</numerusform>
            <numerusform>Import %n notes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ListPane</name>
    <message numerus="yes">
        <source>Delete %n note(s) for good?</source>
        <translation>
            <numerusform>Delete %n note for good?</numerusform>
            <numerusform>Delete %n notes for good?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>%n found</numerusform>
            <numerusform>%n found</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Mirror</name>
    <message numerus="yes">
        <source>%n file(s) in the mirror were changed or put there by someone else and stay as they are. The notes were written beside them. What you change in the mirror does not come back into Banyan: import it if you want it here.</source>
        <translation>
            <numerusform>%n file in the mirror was changed or put there by someone else and stays as it is. The notes were written beside it. What you change in the mirror does not come back into Banyan: import it if you want it here.</numerusform>
            <numerusform>%n files in the mirror were changed or put there by someone else and stay as they are. The notes were written beside them. What you change in the mirror does not come back into Banyan: import it if you want it here.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NoteCommands</name>
    <message numerus="yes">
        <source>Move %n note(s) to</source>
        <translation>
            <numerusform>Move %n note to</numerusform>
            <numerusform>Move %n notes to</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Add a tag to %n note(s)</source>
        <translation>
            <numerusform>Add a tag to %n note</numerusform>
            <numerusform>Add a tag to %n notes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n note(s) moved to the trash.</source>
        <translation>
            <numerusform>%n note moved to the trash.</numerusform>
            <numerusform>%n notes moved to the trash.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n note(s) for good?</source>
        <translation>
            <numerusform>Delete %n note for good?</numerusform>
            <numerusform>Delete %n notes for good?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NoteTable</name>
    <message numerus="yes">
        <source>%n note(s)</source>
        <translation>
            <numerusform>%n note</numerusform>
            <numerusform>%n notes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PlanPage</name>
    <message numerus="yes">
        <source>Category of %n document(s)</source>
        <translation>
            <numerusform>Category of %n document</numerusform>
            <numerusform>Category of %n documents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Add a tag to %n document(s)</source>
        <translation>
            <numerusform>Add a tag to %n document</numerusform>
            <numerusform>Add a tag to %n documents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n document(s) found</source>
        <translation>
            <numerusform>%n document found</numerusform>
            <numerusform>%n documents found</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n chosen</source>
        <translation>
            <numerusform>%n chosen</numerusform>
            <numerusform>%n chosen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReportPage</name>
    <message numerus="yes">
        <source>Stopped; %n note(s) had come in and stay</source>
        <translation>
            <numerusform>Stopped; %n note had come in and stay</numerusform>
            <numerusform>Stopped; %n notes had come in and stay</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n note(s) came in</source>
        <translation>
            <numerusform>%n note came in</numerusform>
            <numerusform>%n notes came in</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… and %n more</numerusform>
            <numerusform>… and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n removed</source>
        <translation>
            <numerusform>%n removed</numerusform>
            <numerusform>%n removed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n as before</source>
        <translation>
            <numerusform>%n as before</numerusform>
            <numerusform>%n as before</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n note(s) stay</source>
        <translation>
            <numerusform>%n note stays</numerusform>
            <numerusform>%n notes stay</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>%n new</numerusform>
            <numerusform>%n new</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n updated</source>
        <translation>
            <numerusform>%n updated</numerusform>
            <numerusform>%n updated</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n stub(s) filled</source>
        <translation>
            <numerusform>%n stub filled</numerusform>
            <numerusform>%n stubs filled</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unchanged</source>
        <translation>
            <numerusform>%n unchanged</numerusform>
            <numerusform>%n unchanged</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n attachment(s)</source>
        <translation>
            <numerusform>%n attachment</numerusform>
            <numerusform>%n attachments</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left out</source>
        <translation>
            <numerusform>%n left out</numerusform>
            <numerusform>%n left out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to look at</source>
        <translation>
            <numerusform>%n to look at</numerusform>
            <numerusform>%n to look at</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SplitEditor</name>
    <message numerus="yes">
        <source>%n title(s), one a line</source>
        <translation>
            <numerusform>%n title, one a line</numerusform>
            <numerusform>%n titles, one a line</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message numerus="yes">
        <source>%n word(s)</source>
        <translation>
            <numerusform>%n word</numerusform>
            <numerusform>%n words</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n character(s)</source>
        <translation>
            <numerusform>%n character</numerusform>
            <numerusform>%n characters</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TagBar</name>
    <message numerus="yes">
        <source>+%n more</source>
        <translation>
            <numerusform>+%n more</numerusform>
            <numerusform>+%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TreeModel</name>
    <message numerus="yes">
        <source>%1, %n note(s)</source>
        <translation>
            <numerusform>%1, %n note</numerusform>
            <numerusform>%1, %n notes</numerusform>
        </translation>
    </message>
</context>
</TS>
