<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>About</name>
    <message>
        <source>About Banyan</source>
        <translation>关于榕树</translation>
    </message>
    <message>
        <source>Banyan Notes</source>
        <translation>榕树笔记</translation>
    </message>
    <message>
        <source>Version {version}</source>
        <translation>版本 {version}</translation>
    </message>
    <message>
        <source>A Markdown notebook for people who read and write Chinese and code.</source>
        <translation>为读写中文和代码的人准备的 Markdown 笔记本。</translation>
    </message>
    <message>
        <source>Library: {path}</source>
        <translation>笔记库：{path}</translation>
    </message>
    <message>
        <source>Free software under the MIT licence.</source>
        <translation>以 MIT 许可证发布的自由软件。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Note</source>
        <translation>笔记(&amp;N)</translation>
    </message>
    <message>
        <source>F&amp;ormat</source>
        <translation>格式(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;New note</source>
        <translation>新建笔记(&amp;N)</translation>
    </message>
    <message>
        <source>New &amp;category</source>
        <translation>新建分类(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Open library…</source>
        <translation>打开笔记库(&amp;O)…</translation>
    </message>
    <message>
        <source>&amp;Import files…</source>
        <translation>导入文件(&amp;I)…</translation>
    </message>
    <message>
        <source>Shows a plan first; one step takes an import back.</source>
        <translation>先显示导入计划；导入之后可以一步撤回。</translation>
    </message>
    <message>
        <source>Import &amp;folder…</source>
        <translation>导入文件夹(&amp;F)…</translation>
    </message>
    <message>
        <source>&amp;Take back an import…</source>
        <translation>撤回导入(&amp;T)…</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>导出(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;Print…</source>
        <translation>打印(&amp;P)…</translation>
    </message>
    <message>
        <source>&amp;Back up now</source>
        <translation>立即备份(&amp;B)</translation>
    </message>
    <message>
        <source>Chec&amp;k the library</source>
        <translation>检查笔记库(&amp;K)</translation>
    </message>
    <message>
        <source>Looks for damage, and mends the index and links.</source>
        <translation>检查有无损坏，并修复索引和链接。</translation>
    </message>
    <message>
        <source>P&amp;references…</source>
        <translation>偏好设置(&amp;R)…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>剪切(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>粘贴(&amp;P)</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>全选(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Search all notes</source>
        <translation>搜索全部笔记(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Go to note…</source>
        <translation>转到笔记(&amp;G)…</translation>
    </message>
    <message>
        <source>By any part of its title, or by pinyin initials.</source>
        <translation>输入标题的任意一段或拼音首字母。</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>后退(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Forward</source>
        <translation>前进(&amp;F)</translation>
    </message>
    <message>
        <source>Edit the &amp;title</source>
        <translation>编辑标题(&amp;T)</translation>
    </message>
    <message>
        <source>Edit the t&amp;ags</source>
        <translation>编辑标签(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Move to category…</source>
        <translation>移动到分类(&amp;M)…</translation>
    </message>
    <message>
        <source>&amp;Star</source>
        <translation>收藏(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Duplicate</source>
        <translation>创建副本(&amp;D)</translation>
    </message>
    <message>
        <source>Copy &amp;link</source>
        <translation>复制链接(&amp;L)</translation>
    </message>
    <message>
        <source>Puts [[title]] on the clipboard.</source>
        <translation>把 [[标题]] 放入剪贴板。</translation>
    </message>
    <message>
        <source>&amp;History…</source>
        <translation>历史版本(&amp;H)…</translation>
    </message>
    <message>
        <source>Move to t&amp;rash</source>
        <translation>移到回收站(&amp;R)</translation>
    </message>
    <message>
        <source>R&amp;estore from trash</source>
        <translation>从回收站恢复(&amp;E)</translation>
    </message>
    <message>
        <source>Delete for g&amp;ood…</source>
        <translation>彻底删除(&amp;O)…</translation>
    </message>
    <message>
        <source>&amp;Command palette…</source>
        <translation>命令面板(&amp;C)…</translation>
    </message>
    <message>
        <source>Finds any command by a part of its name.</source>
        <translation>输入名称的一部分，找到任何命令。</translation>
    </message>
    <message>
        <source>&amp;Write</source>
        <translation>写作(&amp;W)</translation>
    </message>
    <message>
        <source>The text alone.</source>
        <translation>只显示正文。</translation>
    </message>
    <message>
        <source>Write and &amp;read</source>
        <translation>边写边看(&amp;R)</translation>
    </message>
    <message>
        <source>The text and its live preview side by side.</source>
        <translation>正文和实时预览并排显示。</translation>
    </message>
    <message>
        <source>Rea&amp;d</source>
        <translation>阅读(&amp;D)</translation>
    </message>
    <message>
        <source>The preview alone.</source>
        <translation>只显示预览。</translation>
    </message>
    <message>
        <source>Next la&amp;yout</source>
        <translation>下一种布局(&amp;Y)</translation>
    </message>
    <message>
        <source>Show &amp;tree</source>
        <translation>显示目录树(&amp;T)</translation>
    </message>
    <message>
        <source>Show &amp;list of notes</source>
        <translation>显示笔记列表(&amp;L)</translation>
    </message>
    <message>
        <source>Go to the tree</source>
        <translation>转到目录树</translation>
    </message>
    <message>
        <source>Go to the list</source>
        <translation>转到笔记列表</translation>
    </message>
    <message>
        <source>Go to the text</source>
        <translation>转到正文</translation>
    </message>
    <message>
        <source>Go to the preview</source>
        <translation>转到预览</translation>
    </message>
    <message>
        <source>&amp;Focus mode</source>
        <translation>专注模式(&amp;F)</translation>
    </message>
    <message>
        <source>Dims everything but the paragraph you write in.</source>
        <translation>除正在写的段落外，其余变淡。</translation>
    </message>
    <message>
        <source>Type&amp;writer mode</source>
        <translation>打字机模式(&amp;W)</translation>
    </message>
    <message>
        <source>Keeps the line you write in at the middle.</source>
        <translation>让正在写的一行保持在中间。</translation>
    </message>
    <message>
        <source>Wr&amp;ap lines</source>
        <translation>自动换行(&amp;A)</translation>
    </message>
    <message>
        <source>Line &amp;numbers</source>
        <translation>行号(&amp;N)</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>放大(&amp;I)</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>缩小(&amp;O)</translation>
    </message>
    <message>
        <source>Act&amp;ual size</source>
        <translation>实际大小(&amp;U)</translation>
    </message>
    <message>
        <source>Theme like the s&amp;ystem</source>
        <translation>主题跟随系统(&amp;Y)</translation>
    </message>
    <message>
        <source>Li&amp;ght theme</source>
        <translation>浅色主题(&amp;G)</translation>
    </message>
    <message>
        <source>Dar&amp;k theme</source>
        <translation>深色主题(&amp;K)</translation>
    </message>
    <message>
        <source>F&amp;ull screen</source>
        <translation>全屏(&amp;U)</translation>
    </message>
    <message>
        <source>Add the &amp;starter notes</source>
        <translation>添加入门笔记(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;About Banyan</source>
        <translation>关于榕树(&amp;A)</translation>
    </message>
</context>
<context>
    <name>Application</name>
    <message>
        <source>Close without saving?</source>
        <translation>不保存就关闭吗？</translation>
    </message>
    <message>
        <source>The last changes could not be saved.</source>
        <translation>最后的修改没能保存。</translation>
    </message>
    <message>
        <source>They are written to a rescue file in {folder} when you close.</source>
        <translation>关闭时会把它们写入 {folder} 中的应急文件。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Close this message</source>
        <translation>关闭这条消息</translation>
    </message>
</context>
<context>
    <name>BatchesDialog</name>
    <message>
        <source>Imports</source>
        <translation>导入记录</translation>
    </message>
    <message>
        <source>Nothing has been imported into this library yet.</source>
        <translation>这个笔记库还没有导入过文档。</translation>
    </message>
    <message>
        <source>Titles of the index page…</source>
        <translation>索引页的标题…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>taken back</source>
        <translation>已撤回</translation>
    </message>
    <message>
        <source>not finished</source>
        <translation>未完成</translation>
    </message>
    <message>
        <source>Take the import back</source>
        <translation>撤回导入</translation>
    </message>
    <message>
        <source>Take this import back?</source>
        <translation>撤回这次导入吗？</translation>
    </message>
    <message>
        <source>The notes it made go, and those it changed are as before. Notes that you have edited since are kept and named.</source>
        <translation>由它新建的笔记会移除，被它修改的笔记恢复原样。之后编辑过的笔记会保留并列出。</translation>
    </message>
    <message>
        <source>Take it back</source>
        <translation>撤回</translation>
    </message>
</context>
<context>
    <name>Care</name>
    <message>
        <source>The automatic backup could not be made: {reason}</source>
        <translation>自动备份没有成功：{reason}</translation>
    </message>
    <message>
        <source>Back up the library</source>
        <translation>备份笔记库</translation>
    </message>
    <message>
        <source>The library was backed up and the copy verified: {path}</source>
        <translation>笔记库已备份，并核对过副本：{path}</translation>
    </message>
    <message>
        <source>Checking the library…</source>
        <translation>正在检查笔记库…</translation>
    </message>
    <message>
        <source>The library is sound.</source>
        <translation>笔记库完好。</translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s) found and mended.</source>
        <translation>
            <numerusform>发现 %n 个问题，均已修复。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s) could not be mended:</source>
        <translation>
            <numerusform>%n 个问题无法修复：</numerusform>
        </translation>
    </message>
    <message>
        <source>Make a backup now; “banyan recover” saves what can be read into a new library.</source>
        <translation>请先备份；“banyan recover” 可以把能读取的内容救到新的笔记库。</translation>
    </message>
</context>
<context>
    <name>CompareDialog</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) differ</source>
        <translation>
            <numerusform>%n 行不同</numerusform>
        </translation>
    </message>
    <message>
        <source>The texts are the same.</source>
        <translation>两份文本相同。</translation>
    </message>
</context>
<context>
    <name>CompareDocuments</name>
    <message>
        <source>The note was changed in Banyan, and its file outside. Taken in, the file&apos;s text becomes a note of its own.</source>
        <translation>这篇笔记在榕树中改过，它的文件在外部也改过。如果导入，文件的内容会成为单独的一篇笔记。</translation>
    </message>
    <message>
        <source>Leave the file out</source>
        <translation>不导入这个文件</translation>
    </message>
    <message>
        <source>The file and the note are nearly the same. Merged, the note takes on the file&apos;s text and the tags of both; the text that it had stays in its history.</source>
        <translation>文件与这篇笔记几乎相同。合并后，笔记采用文件的正文和两者的标签；原有正文保留在历史版本中。</translation>
    </message>
    <message>
        <source>Merge into the note</source>
        <translation>合并到笔记</translation>
    </message>
    <message>
        <source>These documents are nearly the same: a repost, or a draft of one another, perhaps.</source>
        <translation>这两份文档几乎相同，可能是转载，或者其中一份是草稿。</translation>
    </message>
    <message>
        <source>Left one only, with the tags of both</source>
        <translation>只留左边，合并标签</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Take in both</source>
        <translation>都导入</translation>
    </message>
</context>
<context>
    <name>Completer</name>
    <message>
        <source>Suggestions</source>
        <translation>补全建议</translation>
    </message>
</context>
<context>
    <name>Conflict</name>
    <message>
        <source>Changed in two places</source>
        <translation>两处都有修改</translation>
    </message>
    <message>
        <source>“%1” was changed here and elsewhere. Nothing is lost whichever you choose: the text that you do not keep stays in the note&apos;s history or in the trash.</source>
        <translation>“%1”在这里和别处都有修改。无论怎样选择都不会丢失：没有保留的文字仍在笔记的历史或回收站中。</translation>
    </message>
    <message>
        <source>In this window</source>
        <translation>此窗口中</translation>
    </message>
    <message>
        <source>Elsewhere</source>
        <translation>别处</translation>
    </message>
    <message>
        <source>Keep both</source>
        <translation>都保留</translation>
    </message>
    <message>
        <source>Keep the left text</source>
        <translation>保留左边的</translation>
    </message>
    <message>
        <source>Keep the right text</source>
        <translation>保留右边的</translation>
    </message>
</context>
<context>
    <name>CoverageDialog</name>
    <message>
        <source>Titles of the index page</source>
        <translation>索引页的标题</translation>
    </message>
    <message>
        <source>Which titles</source>
        <translation>哪些标题</translation>
    </message>
    <message>
        <source>All titles</source>
        <translation>全部标题</translation>
    </message>
    <message>
        <source>To write</source>
        <translation>待写</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>已写</translation>
    </message>
    <message>
        <source>Which list</source>
        <translation>哪个列表</translation>
    </message>
    <message>
        <source>Find a title</source>
        <translation>查找标题</translation>
    </message>
    <message>
        <source>Titles</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n title(s) have text</source>
        <translation>
            <numerusform>%n 个标题中已写 %1 个</numerusform>
        </translation>
    </message>
    <message>
        <source>All lists</source>
        <translation>全部列表</translation>
    </message>
</context>
<context>
    <name>Dates</name>
    <message>
        <source>Yesterday</source>
        <translation>昨天</translation>
    </message>
    <message>
        <source>MMM d</source>
        <translation>M月d日</translation>
    </message>
    <message>
        <source>MMM d, yyyy</source>
        <translation>yyyy年M月d日</translation>
    </message>
</context>
<context>
    <name>DeleteCategoryDialog</name>
    <message numerus="yes">
        <source>The %n category(ies) inside it go too.</source>
        <translation>
            <numerusform>其中的 %n 个下级分类也会删除。</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete category</source>
        <translation>删除分类</translation>
    </message>
    <message>
        <source>Delete the category “%1”?</source>
        <translation>删除分类“%1”吗？</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message numerus="yes">
        <source>Keep its %n note(s), without a category</source>
        <translation>
            <numerusform>保留其中的 %n 篇笔记，改为未分类</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Move its %n note(s) to the trash</source>
        <translation>
            <numerusform>把其中的 %n 篇笔记移到回收站</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DeleteTagDialog</name>
    <message numerus="yes">
        <source>%n note(s) lose it; the notes themselves stay.</source>
        <translation>
            <numerusform>%n 篇笔记会失去这个标签，笔记本身保留。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The %n tag(s) inside it go too.</source>
        <translation>
            <numerusform>其中的 %n 个下级标签也会删除。</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete tag</source>
        <translation>删除标签</translation>
    </message>
    <message>
        <source>Delete the tag “%1”?</source>
        <translation>删除标签“%1”吗？</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
</context>
<context>
    <name>Desk</name>
    <message>
        <source>“{name}” was stored but not linked: another note is open now.</source>
        <translation>“{name}”已存入笔记库，但没有插入链接：现在打开的是另一篇笔记。</translation>
    </message>
    <message>
        <source>Open a library</source>
        <translation>打开笔记库</translation>
    </message>
    <message>
        <source>Banyan libraries (*.banyan)</source>
        <translation>榕树笔记库 (*.banyan)</translation>
    </message>
    <message>
        <source>Write here all the same?</source>
        <translation>仍要在这里写入吗？</translation>
    </message>
    <message>
        <source>Another window holds this library for writing and does not answer.</source>
        <translation>另一个窗口正占用这个笔记库，而且没有响应。</translation>
    </message>
    <message>
        <source>Go on only when no other computer has it open any more: two that write to one file on a shared disk can damage it.</source>
        <translation>请先确认其他电脑上都没有再打开它：两台电脑同时写共享磁盘上的同一个文件，可能会把它损坏。</translation>
    </message>
    <message>
        <source>Write here</source>
        <translation>在这里写入</translation>
    </message>
    <message>
        <source>Save the text in a folder</source>
        <translation>把文字另存到文件夹</translation>
    </message>
    <message>
        <source>The text was written to {path}; it is still tried to save it here too.</source>
        <translation>文字已写入 {path}；这里也会继续尝试保存。</translation>
    </message>
</context>
<context>
    <name>Dialog</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>DiffView</name>
    <message numerus="yes">
        <source>… and %n more line(s)</source>
        <translation>
            <numerusform>……还有 %n 行</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) as before</source>
        <translation>
            <numerusform>%n 行未变</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EditorCommands</name>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Insert</source>
        <translation>插入</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>Fold</source>
        <translation>折叠</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Bold</source>
        <translation>加粗</translation>
    </message>
    <message>
        <source>Italic</source>
        <translation>倾斜</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>代码</translation>
    </message>
    <message>
        <source>Strikethrough</source>
        <translation>删除线</translation>
    </message>
    <message>
        <source>Highlight</source>
        <translation>高亮</translation>
    </message>
    <message>
        <source>Formula</source>
        <translation>公式</translation>
    </message>
    <message>
        <source>Heading 1</source>
        <translation>一级标题</translation>
    </message>
    <message>
        <source>Heading 2</source>
        <translation>二级标题</translation>
    </message>
    <message>
        <source>Heading 3</source>
        <translation>三级标题</translation>
    </message>
    <message>
        <source>Heading 4</source>
        <translation>四级标题</translation>
    </message>
    <message>
        <source>Heading 5</source>
        <translation>五级标题</translation>
    </message>
    <message>
        <source>Heading 6</source>
        <translation>六级标题</translation>
    </message>
    <message>
        <source>Plain paragraph</source>
        <translation>正文段落</translation>
    </message>
    <message>
        <source>Raise heading level</source>
        <translation>提升标题级别</translation>
    </message>
    <message>
        <source>Lower heading level</source>
        <translation>降低标题级别</translation>
    </message>
    <message>
        <source>Quote</source>
        <translation>引用</translation>
    </message>
    <message>
        <source>Bulleted list</source>
        <translation>无序列表</translation>
    </message>
    <message>
        <source>Numbered list</source>
        <translation>有序列表</translation>
    </message>
    <message>
        <source>Toggle task</source>
        <translation>切换待办</translation>
    </message>
    <message>
        <source>Nest deeper</source>
        <translation>增加缩进</translation>
    </message>
    <message>
        <source>Take out one level</source>
        <translation>减少缩进</translation>
    </message>
    <message>
        <source>Renumber list</source>
        <translation>重新编号</translation>
    </message>
    <message>
        <source>Space between Chinese and Latin</source>
        <translation>中西文之间加空格</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>链接</translation>
    </message>
    <message>
        <source>Code block</source>
        <translation>代码块</translation>
    </message>
    <message>
        <source>Footnote</source>
        <translation>脚注</translation>
    </message>
    <message>
        <source>Horizontal rule</source>
        <translation>分隔线</translation>
    </message>
    <message>
        <source>Today&apos;s date</source>
        <translation>今天的日期</translation>
    </message>
    <message>
        <source>Template or snippet…</source>
        <translation>模板或片段…</translation>
    </message>
    <message>
        <source>Paste as plain text</source>
        <translation>粘贴为纯文本</translation>
    </message>
    <message>
        <source>Move lines up</source>
        <translation>上移行</translation>
    </message>
    <message>
        <source>Move lines down</source>
        <translation>下移行</translation>
    </message>
    <message>
        <source>Duplicate lines</source>
        <translation>复制行</translation>
    </message>
    <message>
        <source>Delete lines</source>
        <translation>删除行</translation>
    </message>
    <message>
        <source>Join lines</source>
        <translation>合并行</translation>
    </message>
    <message>
        <source>Sort lines</source>
        <translation>排序行</translation>
    </message>
    <message>
        <source>New line below</source>
        <translation>在下方新起一行</translation>
    </message>
    <message>
        <source>New line above</source>
        <translation>在上方新起一行</translation>
    </message>
    <message>
        <source>Align columns of the table</source>
        <translation>对齐表格列</translation>
    </message>
    <message>
        <source>Add row below</source>
        <translation>在下方加一行</translation>
    </message>
    <message>
        <source>Add row above</source>
        <translation>在上方加一行</translation>
    </message>
    <message>
        <source>Move row up</source>
        <translation>上移表格行</translation>
    </message>
    <message>
        <source>Move row down</source>
        <translation>下移表格行</translation>
    </message>
    <message>
        <source>Delete row</source>
        <translation>删除表格行</translation>
    </message>
    <message>
        <source>Add column after</source>
        <translation>在右侧加一列</translation>
    </message>
    <message>
        <source>Add column before</source>
        <translation>在左侧加一列</translation>
    </message>
    <message>
        <source>Move column left</source>
        <translation>左移列</translation>
    </message>
    <message>
        <source>Move column right</source>
        <translation>右移列</translation>
    </message>
    <message>
        <source>Delete column</source>
        <translation>删除列</translation>
    </message>
    <message>
        <source>Align column left</source>
        <translation>列左对齐</translation>
    </message>
    <message>
        <source>Centre column</source>
        <translation>列居中</translation>
    </message>
    <message>
        <source>Align column right</source>
        <translation>列右对齐</translation>
    </message>
    <message>
        <source>Find in note</source>
        <translation>在笔记中查找</translation>
    </message>
    <message>
        <source>Find and replace</source>
        <translation>查找和替换</translation>
    </message>
    <message>
        <source>Find next</source>
        <translation>查找下一个</translation>
    </message>
    <message>
        <source>Find previous</source>
        <translation>查找上一个</translation>
    </message>
    <message>
        <source>Go to heading…</source>
        <translation>转到标题…</translation>
    </message>
    <message>
        <source>Fold or unfold</source>
        <translation>折叠或展开</translation>
    </message>
    <message>
        <source>Fold all headings</source>
        <translation>折叠全部标题</translation>
    </message>
    <message>
        <source>Unfold all</source>
        <translation>全部展开</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message numerus="yes">
        <source>%n note(s) written</source>
        <translation>
            <numerusform>已写出 %n 篇笔记</numerusform>
        </translation>
    </message>
    <message>
        <source>Writing the notes…</source>
        <translation>正在写出笔记…</translation>
    </message>
    <message numerus="yes">
        <source>Export %n note(s)</source>
        <translation>
            <numerusform>导出 %n 篇笔记</numerusform>
        </translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Without Banyan&apos;s own key in the front matter</source>
        <translation>front matter 中不写榕树自己的键</translation>
    </message>
    <message>
        <source>Then importing the files again makes new notes of them elsewhere.</source>
        <translation>这样一来，在别处重新导入这些文件会成为新笔记。</translation>
    </message>
    <message>
        <source>Let pictures on other machines load</source>
        <translation>允许加载其他机器上的图片</translation>
    </message>
    <message numerus="yes">
        <source>Include the %n note(s) with a password</source>
        <translation>
            <numerusform>包括 %n 篇设了密码的笔记</numerusform>
        </translation>
    </message>
    <message>
        <source>Replace files that are there already</source>
        <translation>替换已有的文件</translation>
    </message>
    <message>
        <source>To look at</source>
        <translation>需要留意</translation>
    </message>
    <message>
        <source>Show in the file manager</source>
        <translation>在文件管理器中显示</translation>
    </message>
    <message>
        <source>Markdown, with the front matter as it came and files beside it</source>
        <translation>Markdown，front matter 保持原样，附件放在旁边</translation>
    </message>
    <message>
        <source>Web page (HTML), whole in one file</source>
        <translation>网页（HTML），全部内容在一个文件里</translation>
    </message>
    <message>
        <source>PDF, to print or send</source>
        <translation>PDF，便于打印或发送</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>笔记</translation>
    </message>
    <message>
        <source>Banyan notes</source>
        <translation>榕树笔记</translation>
    </message>
    <message>
        <source>Export to</source>
        <translation>导出到</translation>
    </message>
    <message>
        <source>Give the whole path, from the root on.</source>
        <translation>请给出从根目录开始的完整路径。</translation>
    </message>
    <message>
        <source>This is a folder: add the name of the file.</source>
        <translation>这是一个文件夹，请加上文件名。</translation>
    </message>
    <message>
        <source>There is no folder of this name.</source>
        <translation>没有这个文件夹。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>Exporting</name>
    <message>
        <source>The note could not be printed.</source>
        <translation>这篇笔记没能打印出来。</translation>
    </message>
</context>
<context>
    <name>FileDialog</name>
    <message>
        <source>Look in:</source>
        <translation>位置：</translation>
    </message>
    <message>
        <source>Type:</source>
        <translation>类型：</translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>The expression takes too long</source>
        <translation>正则表达式耗时过长</translation>
    </message>
    <message>
        <source>The expression takes too long; nothing was replaced</source>
        <translation>正则表达式耗时过长，没有替换任何内容</translation>
    </message>
    <message>
        <source>a bracket is not closed</source>
        <translation>括号没有闭合</translation>
    </message>
    <message>
        <source>a bracket too many</source>
        <translation>多了一个括号</translation>
    </message>
    <message>
        <source>[ is not closed</source>
        <translation>[ 没有闭合</translation>
    </message>
    <message>
        <source>the range is the wrong way round</source>
        <translation>字符范围的首尾颠倒</translation>
    </message>
    <message>
        <source>nothing to repeat</source>
        <translation>没有可重复的内容</translation>
    </message>
    <message>
        <source>repeated twice</source>
        <translation>重复符号连用</translation>
    </message>
    <message>
        <source>nothing behind the backslash</source>
        <translation>反斜杠后面没有字符</translation>
    </message>
    <message>
        <source>there is no such group</source>
        <translation>没有这个分组</translation>
    </message>
    <message numerus="yes">
        <source>%n replaced</source>
        <translation>
            <numerusform>已替换 %n 处</numerusform>
        </translation>
    </message>
    <message>
        <source>Not an expression: {fault} (character {number})</source>
        <translation>正则表达式有误：{fault}（第 {number} 个字符）</translation>
    </message>
    <message>
        <source>No match</source>
        <translation>没有找到</translation>
    </message>
    <message>
        <source>{number} of {total}</source>
        <translation>第 {number} 个，共 {total} 个</translation>
    </message>
    <message>
        <source>{total} matches</source>
        <translation>共 {total} 个</translation>
    </message>
</context>
<context>
    <name>FindPanel</name>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Replace with</source>
        <translation>替换为</translation>
    </message>
    <message>
        <source>Match case</source>
        <translation>区分大小写</translation>
    </message>
    <message>
        <source>Whole words</source>
        <translation>全词匹配</translation>
    </message>
    <message>
        <source>Regular expression</source>
        <translation>正则表达式</translation>
    </message>
    <message>
        <source>Only in the selection</source>
        <translation>仅在选区内</translation>
    </message>
    <message>
        <source>Previous match</source>
        <translation>上一个</translation>
    </message>
    <message>
        <source>Next match</source>
        <translation>下一个</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>替换</translation>
    </message>
    <message>
        <source>Replace all</source>
        <translation>全部替换</translation>
    </message>
</context>
<context>
    <name>Finding</name>
    <message>
        <source>Go to a note: type a part of its title…</source>
        <translation>转到笔记：输入标题的一部分…</translation>
    </message>
    <message>
        <source>Go to note</source>
        <translation>转到笔记</translation>
    </message>
    <message>
        <source>New note “{title}”</source>
        <translation>新建笔记“{title}”</translation>
    </message>
    <message>
        <source>No note has this in its title.</source>
        <translation>没有标题包含这些字的笔记。</translation>
    </message>
    <message>
        <source>Type a command…</source>
        <translation>输入命令…</translation>
    </message>
    <message>
        <source>Command palette</source>
        <translation>命令面板</translation>
    </message>
    <message>
        <source>No command has this in its name.</source>
        <translation>没有名称包含这些字的命令。</translation>
    </message>
</context>
<context>
    <name>Help</name>
    <message>
        <source>any run of characters, one or more</source>
        <translation>任意连续的字，一个或多个</translation>
    </message>
    <message>
        <source>a word or the beginning of one</source>
        <translation>一个词，或词的开头</translation>
    </message>
    <message>
        <source>both, anywhere in the note</source>
        <translation>两者都要出现，位置不限</translation>
    </message>
    <message>
        <source>exactly these words in this order</source>
        <translation>这些词按此顺序连在一起</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Find a command or shortcut…</source>
        <translation>查找命令或快捷键…</translation>
    </message>
    <message>
        <source>Find a command or shortcut</source>
        <translation>查找命令或快捷键</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Shortcut</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Typed</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Finds</source>
        <translation>找到</translation>
    </message>
    <message>
        <source>Commands and shortcuts</source>
        <translation>命令与快捷键</translation>
    </message>
    <message>
        <source>Searching</source>
        <translation>搜索方法</translation>
    </message>
</context>
<context>
    <name>HistoryDialog</name>
    <message>
        <source>History</source>
        <translation>历史版本</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Bring back this change</source>
        <translation>恢复这处修改</translation>
    </message>
    <message>
        <source>Only the change at the cursor, or all that the selection touches</source>
        <translation>只恢复光标处的修改，或选区涉及的全部修改</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Restore this version</source>
        <translation>恢复此版本</translation>
    </message>
    <message>
        <source>Compared with now</source>
        <translation>与现在比较</translation>
    </message>
    <message>
        <source>What it changed</source>
        <translation>它改了什么</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>比较对象</translation>
    </message>
    <message>
        <source>Mark words</source>
        <translation>标出字词</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>Nothing has changed since this note was made.</source>
        <translation>这篇笔记自新建以来没有修改过。</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) added since</source>
        <translation>
            <numerusform>此后增加 %n 行</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) removed since</source>
        <translation>
            <numerusform>此后删除 %n 行</numerusform>
        </translation>
    </message>
    <message>
        <source>The text is the same as now.</source>
        <translation>正文与现在相同。</translation>
    </message>
    <message>
        <source>The text did not change.</source>
        <translation>正文没有变化。</translation>
    </message>
    <message>
        <source>The title was “%1”.</source>
        <translation>当时的标题是“%1”。</translation>
    </message>
    <message>
        <source>The front matter was different too.</source>
        <translation>front matter 也不同。</translation>
    </message>
    <message numerus="yes">
        <source>%n character(s)</source>
        <translation>
            <numerusform>%n 字符</numerusform>
        </translation>
    </message>
    <message>
        <source>As it came in</source>
        <translation>导入时的原文</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>已写</translation>
    </message>
    <message>
        <source>Before an import</source>
        <translation>导入前</translation>
    </message>
    <message>
        <source>Tidied</source>
        <translation>整理后</translation>
    </message>
    <message>
        <source>Before replacing</source>
        <translation>替换前</translation>
    </message>
    <message>
        <source>Before restoring</source>
        <translation>恢复前</translation>
    </message>
    <message>
        <source>Changed elsewhere</source>
        <translation>在别处修改</translation>
    </message>
</context>
<context>
    <name>ImportDetail</name>
    <message>
        <source>Encoding</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>Recognised as</source>
        <translation>识别为</translation>
    </message>
    <message>
        <source>Read it as…</source>
        <translation>按此格式读取…</translation>
    </message>
    <message>
        <source>Read the file as another format</source>
        <translation>换一种格式读取这个文件</translation>
    </message>
    <message>
        <source>Changed outside and in Banyan. The note stays as it is; the file&apos;s text comes in beside it as a note of its own.</source>
        <translation>在外部和榕树中都改过。笔记保持不变，文件内容作为单独的一篇笔记导入。</translation>
    </message>
    <message>
        <source>A stub has this title: it gets this text, and keeps its place.</source>
        <translation>有一个待写条目是这个标题：正文填入其中，位置不变。</translation>
    </message>
    <message>
        <source>The same text came in from another place, which is gone.</source>
        <translation>同样的文本曾从另一处导入，那里的文件已不在。</translation>
    </message>
    <message>
        <source>In the library already; nothing to do.</source>
        <translation>笔记库中已有，无需处理。</translation>
    </message>
    <message>
        <source>Tidied: %1. The text as it was read stays in the history.</source>
        <translation>已整理：%1。原文保留在历史版本中。</translation>
    </message>
    <message>
        <source>Show…</source>
        <translation>查看…</translation>
    </message>
    <message>
        <source>Compare…</source>
        <translation>比较…</translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Reading the documents…</source>
        <translation>正在读取文档…</translation>
    </message>
    <message>
        <source>Nothing could be read</source>
        <translation>没有能读取的内容</translation>
    </message>
    <message>
        <source>Bringing the documents in…</source>
        <translation>正在导入文档…</translation>
    </message>
    <message>
        <source>No documents were found there.</source>
        <translation>那里没有找到文档。</translation>
    </message>
    <message>
        <source>Find in the plan</source>
        <translation>在计划中查找</translation>
    </message>
    <message>
        <source>Documents to import</source>
        <translation>要导入的文档</translation>
    </message>
    <message>
        <source>Set category…</source>
        <translation>设置分类…</translation>
    </message>
    <message>
        <source>Add tag…</source>
        <translation>添加标签…</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>Correct the list of titles…</source>
        <translation>修正标题列表…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message numerus="yes">
        <source>Import %n note(s)</source>
        <translation>
            <numerusform>导入 %n 篇笔记</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing to import</source>
        <translation>没有要导入的</translation>
    </message>
    <message>
        <source>All of category “%1” into…</source>
        <translation>将分类“%1”全部移到…</translation>
    </message>
    <message>
        <source>Another name for tag “%1”…</source>
        <translation>将标签“%1”改名…</translation>
    </message>
    <message>
        <source>“%1” is one name</source>
        <translation>“%1”是一个完整的名称</translation>
    </message>
    <message>
        <source>All of category “%1” into</source>
        <translation>将分类“%1”全部移到</translation>
    </message>
    <message>
        <source>Another name for tag “%1”</source>
        <translation>将标签“%1”改名为</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>Stubs</source>
        <translation>待写</translation>
    </message>
    <message>
        <source>Fill a stub</source>
        <translation>填充待写</translation>
    </message>
    <message>
        <source>Updated</source>
        <translation>更新</translation>
    </message>
    <message>
        <source>Moved</source>
        <translation>已移动</translation>
    </message>
    <message>
        <source>Changed in both</source>
        <translation>两边都改过</translation>
    </message>
    <message>
        <source>Unchanged</source>
        <translation>未变</translation>
    </message>
    <message>
        <source>To look at</source>
        <translation>需要留意</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>未导入</translation>
    </message>
    <message>
        <source>Take in</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Import everything into</source>
        <translation>全部导入到</translation>
    </message>
    <message>
        <source>Into: %1</source>
        <translation>导入到：%1</translation>
    </message>
    <message>
        <source>categories of their own</source>
        <translation>各自的分类</translation>
    </message>
</context>
<context>
    <name>Importing</name>
    <message>
        <source>Import files</source>
        <translation>导入文件</translation>
    </message>
    <message>
        <source>Import a folder</source>
        <translation>导入文件夹</translation>
    </message>
    <message>
        <source>In the library</source>
        <translation>笔记库中</translation>
    </message>
</context>
<context>
    <name>ListPane</name>
    <message>
        <source>Delete for good</source>
        <translation>彻底删除</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n note(s) for good?</source>
        <translation>
            <numerusform>彻底删除 %n 篇笔记吗？</numerusform>
        </translation>
    </message>
    <message>
        <source>Their history goes with them. This cannot be undone.</source>
        <translation>历史版本会一并删除，且无法撤销。</translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>找到 %n 篇</numerusform>
        </translation>
    </message>
    <message>
        <source>Date changed</source>
        <translation>修改日期</translation>
    </message>
    <message>
        <source>Date created</source>
        <translation>创建日期</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>Reverse order</source>
        <translation>倒序</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Delete for good…</source>
        <translation>彻底删除…</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Remove star</source>
        <translation>取消收藏</translation>
    </message>
    <message>
        <source>Star</source>
        <translation>收藏</translation>
    </message>
    <message>
        <source>Move to…</source>
        <translation>移动到…</translation>
    </message>
    <message>
        <source>Tags…</source>
        <translation>标签…</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>复制链接</translation>
    </message>
    <message>
        <source>Copy links</source>
        <translation>复制链接</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Move to trash</source>
        <translation>移到回收站</translation>
    </message>
    <message>
        <source>Titles that wait for their text. Open one and write, or import a document of that title: it fills the stub.</source>
        <translation>这些标题还没有正文。打开就可以写，也可以导入同名文档来填充。</translation>
    </message>
    <message>
        <source>Search all notes</source>
        <translation>搜索全部笔记</translation>
    </message>
    <message>
        <source>Clear search</source>
        <translation>清除搜索</translation>
    </message>
    <message>
        <source>Nothing found for “%1”</source>
        <translation>没有找到“%1”</translation>
    </message>
    <message>
        <source>Try fewer letters or another word. Titles, text and tags are searched.</source>
        <translation>试试更少的字或换个词。搜索范围是标题、正文和标签。</translation>
    </message>
    <message>
        <source>New note</source>
        <translation>新建笔记</translation>
    </message>
    <message>
        <source>Import documents…</source>
        <translation>导入文档…</translation>
    </message>
    <message>
        <source>No notes yet</source>
        <translation>还没有笔记</translation>
    </message>
    <message>
        <source>What you write or bring in is listed here.</source>
        <translation>写下或导入的笔记会列在这里。</translation>
    </message>
    <message>
        <source>Nothing recent</source>
        <translation>最近没有笔记</translation>
    </message>
    <message>
        <source>Notes written or changed in the last 30 days are listed here.</source>
        <translation>最近 30 天写过或改过的笔记会列在这里。</translation>
    </message>
    <message>
        <source>No starred notes</source>
        <translation>没有收藏的笔记</translation>
    </message>
    <message>
        <source>Click the star beside a title to keep that note at hand here.</source>
        <translation>点标题旁的星标，就能在这里随时找到它。</translation>
    </message>
    <message>
        <source>Nothing in this category</source>
        <translation>这个分类里还没有笔记</translation>
    </message>
    <message>
        <source>Write a note here, or drag notes onto the category.</source>
        <translation>在这里写一篇，或把笔记拖到分类上。</translation>
    </message>
    <message>
        <source>No note has this tag</source>
        <translation>没有笔记带这个标签</translation>
    </message>
    <message>
        <source>Drag notes onto the tag, or add it below a note&apos;s title.</source>
        <translation>把笔记拖到标签上，或在笔记标题下方添加。</translation>
    </message>
    <message>
        <source>Every note has its category</source>
        <translation>每篇笔记都有分类</translation>
    </message>
    <message>
        <source>Nothing waits to be written</source>
        <translation>没有待写的条目</translation>
    </message>
    <message>
        <source>A stub is a title without text. Importing an index page makes one of each title it lists, and a link to a note that is not there yet can make one too.</source>
        <translation>待写条目只有标题，没有正文。导入索引页时，其中每个标题都会成为一条；指向不存在的笔记的链接也可以新建一条。</translation>
    </message>
    <message>
        <source>The trash is empty</source>
        <translation>回收站是空的</translation>
    </message>
    <message>
        <source>Notes that you delete wait here, and can be restored.</source>
        <translation>删除的笔记会先放在这里，可以恢复。</translation>
    </message>
    <message>
        <source>Nothing is left of this import</source>
        <translation>这次导入的笔记已全部不在</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Search notes</source>
        <translation>搜索笔记</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>笔记</translation>
    </message>
    <message>
        <source>Sort by</source>
        <translation>排序方式</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Drop to import</source>
        <translation>松开即可导入</translation>
    </message>
</context>
<context>
    <name>MarkdownEditor</name>
    <message>
        <source>Note text</source>
        <translation>笔记正文</translation>
    </message>
    <message>
        <source>Write here…</source>
        <translation>在这里写…</translation>
    </message>
    <message>
        <source>Pasted picture</source>
        <translation>粘贴的图片</translation>
    </message>
    <message>
        <source>“{name}” was not attached: another note is open now.</source>
        <translation>“{name}”没有附加：现在打开的是另一篇笔记。</translation>
    </message>
    <message>
        <source>“{name}” is no file that can be attached.</source>
        <translation>“{name}”不是可以附加的文件。</translation>
    </message>
    <message>
        <source>“{name}” is larger than 50 MB and was not attached.</source>
        <translation>“{name}”超过 50 MB，没有附加。</translation>
    </message>
    <message>
        <source>“{name}” could not be read: {reason}.</source>
        <translation>“{name}”无法读取：{reason}。</translation>
    </message>
    <message>
        <source>Go to heading…</source>
        <translation>转到标题…</translation>
    </message>
    <message>
        <source>This note has no headings yet.</source>
        <translation>这篇笔记还没有标题。</translation>
    </message>
    <message>
        <source>Insert a template or snippet…</source>
        <translation>插入模板或片段…</translation>
    </message>
    <message>
        <source>Put the cursor into a table first.</source>
        <translation>请先把光标放进表格。</translation>
    </message>
    <message>
        <source>This note cannot be changed.</source>
        <translation>这篇笔记不能修改。</translation>
    </message>
    <message>
        <source>The page was not pasted: another note is open now.</source>
        <translation>网页内容没有粘贴：现在打开的是另一篇笔记。</translation>
    </message>
</context>
<context>
    <name>Messages</name>
    <message>
        <source>Something went wrong inside Banyan ({kind}). Your text is kept.</source>
        <translation>榕树内部出错（{kind}）。你的文字没有丢失。</translation>
    </message>
</context>
<context>
    <name>Mirror</name>
    <message numerus="yes">
        <source>%n file(s) in the mirror were changed or put there by someone else and stay as they are. The notes were written beside them. What you change in the mirror does not come back into Banyan: import it if you want it here.</source>
        <translation>
            <numerusform>镜像中有 %n 个文件被改动过，或由别人放入，均保持原样；笔记写在它们旁边。在镜像中的修改不会回到榕树，需要时请导入。</numerusform>
        </translation>
    </message>
    <message>
        <source>The mirror could not be brought up to date: {reason}</source>
        <translation>镜像未能更新：{reason}</translation>
    </message>
</context>
<context>
    <name>NoteCommands</name>
    <message>
        <source>Make this note</source>
        <translation>新建这篇笔记</translation>
    </message>
    <message>
        <source>There is no note “{title}” yet.</source>
        <translation>还没有名为“{title}”的笔记。</translation>
    </message>
    <message>
        <source>This kind of link is never opened: {address}</source>
        <translation>不会打开这种链接：{address}</translation>
    </message>
    <message>
        <source>Open this address?</source>
        <translation>打开这个地址吗？</translation>
    </message>
    <message>
        <source>This link leads out of Banyan:</source>
        <translation>这个链接通向外部：</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>无标题</translation>
    </message>
    <message>
        <source>{title} (copy)</source>
        <translation>{title}（副本）</translation>
    </message>
    <message numerus="yes">
        <source>Move %n note(s) to</source>
        <translation>
            <numerusform>把 %n 篇笔记移动到</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Add a tag to %n note(s)</source>
        <translation>
            <numerusform>给 %n 篇笔记加标签</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n note(s) moved to the trash.</source>
        <translation>
            <numerusform>%n 篇笔记已移到回收站。</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Delete for good</source>
        <translation>彻底删除</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n note(s) for good?</source>
        <translation>
            <numerusform>彻底删除 %n 篇笔记吗？</numerusform>
        </translation>
    </message>
    <message>
        <source>Empty the trash</source>
        <translation>清空回收站</translation>
    </message>
    <message>
        <source>Delete all notes in the trash?</source>
        <translation>删除回收站中的全部笔记吗？</translation>
    </message>
    <message>
        <source>Their history goes with them. This cannot be undone.</source>
        <translation>历史版本会一并删除，且无法撤销。</translation>
    </message>
</context>
<context>
    <name>NoteDelegate</name>
    <message>
        <source>Untitled</source>
        <translation>无标题</translation>
    </message>
</context>
<context>
    <name>NoteHeader</name>
    <message>
        <source>Untitled</source>
        <translation>无标题</translation>
    </message>
    <message>
        <source>Title of the note</source>
        <translation>笔记标题</translation>
    </message>
    <message>
        <source>Starred</source>
        <translation>收藏</translation>
    </message>
    <message>
        <source>Star this note</source>
        <translation>收藏这篇笔记</translation>
    </message>
    <message>
        <source>Move to another category</source>
        <translation>移动到其他分类</translation>
    </message>
    <message>
        <source>No category</source>
        <translation>未分类</translation>
    </message>
    <message>
        <source>Category: {path}</source>
        <translation>分类：{path}</translation>
    </message>
</context>
<context>
    <name>NoteListModel</name>
    <message>
        <source>starred</source>
        <translation>已收藏</translation>
    </message>
    <message>
        <source>to write</source>
        <translation>待写</translation>
    </message>
</context>
<context>
    <name>NoteTable</name>
    <message numerus="yes">
        <source>%n note(s)</source>
        <translation>
            <numerusform>%n 篇笔记</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NoteView</name>
    <message>
        <source>Welcome to Banyan</source>
        <translation>欢迎使用榕树</translation>
    </message>
    <message>
        <source>Write your first note, or bring in what you have: Markdown, web pages and other apps&apos; exports. You can also drop files on this window.</source>
        <translation>写下第一篇笔记，或导入已有的内容：Markdown、网页和其他应用的导出文件。也可以直接把文件拖到这个窗口。</translation>
    </message>
    <message>
        <source>New note</source>
        <translation>新建笔记</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Starter notes</source>
        <translation>入门笔记</translation>
    </message>
    <message>
        <source>No note is open</source>
        <translation>没有打开的笔记</translation>
    </message>
    <message>
        <source>Choose one in the list, or press {keys} to find one by its title.</source>
        <translation>在列表中选一篇，或按 {keys} 按标题查找。</translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>Your text is not saved yet: {reason} It is kept here and tried again.</source>
        <translation>文字尚未保存：{reason}内容保留在这里，会自动重试。</translation>
    </message>
    <message>
        <source>Try again now</source>
        <translation>立即重试</translation>
    </message>
    <message>
        <source>Save the text elsewhere…</source>
        <translation>把文字另存到别处…</translation>
    </message>
    <message>
        <source>Copy the library elsewhere…</source>
        <translation>把笔记库复制到别处…</translation>
    </message>
    <message>
        <source>This note was changed elsewhere while you were writing. Your text stays here; the other one is kept as a note of its own.</source>
        <translation>你写作时，这篇笔记在别处被修改。你的文字留在这里，另一份保存为单独的一篇笔记。</translation>
    </message>
    <message>
        <source>Compare…</source>
        <translation>比较…</translation>
    </message>
    <message>
        <source>Show the other text</source>
        <translation>查看另一份</translation>
    </message>
    <message>
        <source>Write here all the same…</source>
        <translation>仍要在这里写入…</translation>
    </message>
    <message>
        <source>This library is open for writing elsewhere, so here it can only be read. What is written there appears here.</source>
        <translation>这个笔记库正在别处打开写入，此处只能阅读。那边写的内容会显示在这里。</translation>
    </message>
    <message>
        <source>This library can only be read: its file or folder is write-protected.</source>
        <translation>这个笔记库只能阅读：文件或所在文件夹有写保护。</translation>
    </message>
    <message>
        <source>This library cannot be opened</source>
        <translation>无法打开这个笔记库</translation>
    </message>
    <message>
        <source>Open another library…</source>
        <translation>打开其他笔记库…</translation>
    </message>
    <message>
        <source>Show the report</source>
        <translation>查看报告</translation>
    </message>
</context>
<context>
    <name>OpenNote</name>
    <message>
        <source>{title} (changed elsewhere, {time})</source>
        <translation>{title}（别处的修改，{time}）</translation>
    </message>
</context>
<context>
    <name>PathPicker</name>
    <message>
        <source>Choices</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>选择</translation>
    </message>
    <message>
        <source>Nothing of this name</source>
        <translation>没有这个名称</translation>
    </message>
</context>
<context>
    <name>Picker</name>
    <message>
        <source>Nothing has these words.</source>
        <translation>没有包含这些字的内容。</translation>
    </message>
</context>
<context>
    <name>Pickers</name>
    <message>
        <source>No category</source>
        <translation>未分类</translation>
    </message>
    <message>
        <source>New category “%1”</source>
        <translation>新建分类“%1”</translation>
    </message>
    <message>
        <source>Type to find a category, or a new path such as a/b</source>
        <translation>输入以查找分类，或输入新路径，如 a/b</translation>
    </message>
    <message>
        <source>New tag “%1”</source>
        <translation>新建标签“%1”</translation>
    </message>
    <message>
        <source>Type to find a tag, or a new one such as a/b</source>
        <translation>输入以查找标签，或输入新标签，如 a/b</translation>
    </message>
    <message>
        <source>Move “%1” to</source>
        <translation>把“%1”移动到</translation>
    </message>
    <message>
        <source>Top of the tags</source>
        <translation>标签顶层</translation>
    </message>
    <message>
        <source>Top of the categories</source>
        <translation>分类顶层</translation>
    </message>
    <message>
        <source>Type to find the place</source>
        <translation>输入以查找位置</translation>
    </message>
</context>
<context>
    <name>PictureFetcher</name>
    <message>
        <source>only http and https addresses are fetched</source>
        <translation>只下载 http 和 https 地址</translation>
    </message>
    <message>
        <source>it is larger than {size} MB</source>
        <translation>它超过 {size} MB</translation>
    </message>
    <message>
        <source>what is there is no picture</source>
        <translation>那里的内容不是图片</translation>
    </message>
</context>
<context>
    <name>Pictures</name>
    <message>
        <source>The picture {address} could not be fetched: {reason}.</source>
        <translation>图片 {address} 没能下载：{reason}。</translation>
    </message>
</context>
<context>
    <name>PlanModel</name>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>分类</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Recognised as</source>
        <translation>识别为</translation>
    </message>
    <message>
        <source>Will be</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>提醒</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>未导入</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>New stub</source>
        <translation>新增待写</translation>
    </message>
    <message>
        <source>New note</source>
        <translation>新建笔记</translation>
    </message>
    <message>
        <source>Unchanged</source>
        <translation>未变</translation>
    </message>
    <message>
        <source>Updated</source>
        <translation>更新</translation>
    </message>
    <message>
        <source>Kept beside</source>
        <translation>另存一篇</translation>
    </message>
    <message>
        <source>Text for a stub</source>
        <translation>填充待写</translation>
    </message>
    <message>
        <source>Moved file</source>
        <translation>文件已移动</translation>
    </message>
    <message>
        <source>Plain text</source>
        <translation>纯文本</translation>
    </message>
    <message>
        <source>Outline</source>
        <translation>大纲</translation>
    </message>
    <message>
        <source>Scraped article</source>
        <translation>网页抓取的文章</translation>
    </message>
    <message>
        <source>Index page</source>
        <translation>索引页</translation>
    </message>
    <message>
        <source>Notion table</source>
        <translation>Notion 表格</translation>
    </message>
</context>
<context>
    <name>PlanPage</name>
    <message numerus="yes">
        <source>Category of %n document(s)</source>
        <translation>
            <numerusform>%n 份文档的分类</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Add a tag to %n document(s)</source>
        <translation>
            <numerusform>给 %n 份文档加标签</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n document(s) found</source>
        <translation>
            <numerusform>找到 %n 份文档</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n chosen</source>
        <translation>
            <numerusform>已选 %n 项</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Preferences</name>
    <message>
        <source>Preferences</source>
        <translation>偏好设置</translation>
    </message>
    <message>
        <source>Sections</source>
        <translation>分区</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
</context>
<context>
    <name>Preview</name>
    <message>
        <source>en</source>
        <comment>The page&apos;s language: en, zh-Hans</comment>
        <translation>zh-Hans</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>This note has no heading of that name.</source>
        <translation>这篇笔记里没有这个标题。</translation>
    </message>
    <message>
        <source>The simplified preview shows diagrams as text.</source>
        <translation>简化的预览以文本显示图表。</translation>
    </message>
    <message>
        <source>The rest of this long note is not shown here.</source>
        <translation>这篇长笔记的其余部分未在此显示。</translation>
    </message>
    <message>
        <source>Picture not in the library: </source>
        <translation>图片不在笔记库中：</translation>
    </message>
    <message>
        <source>(no such note yet)</source>
        <translation>（还没有这篇笔记）</translation>
    </message>
    <message>
        <source>Picture on another site, not loaded – click to fetch it once: </source>
        <translation>其他网站上的图片，未加载，点击可获取一次：</translation>
    </message>
    <message>
        <source>This part took longer than 2 seconds to show, so here is its source:</source>
        <translation>这一部分超过 2 秒仍未显示，以下是它的源文：</translation>
    </message>
    <message>
        <source>This part could not be shown, so here is its source:</source>
        <translation>这一部分无法显示，以下是它的源文：</translation>
    </message>
</context>
<context>
    <name>PreviewPane</name>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>Banyan runs as the system administrator</source>
        <translation>榕树正以系统管理员身份运行</translation>
    </message>
    <message>
        <source>the web engine&apos;s sandbox could not start on this system</source>
        <translation>网页引擎的沙箱在此系统上无法启动</translation>
    </message>
    <message>
        <source>the web engine failed again and again</source>
        <translation>网页引擎多次出错</translation>
    </message>
    <message>
        <source>The preview is simplified: {reason}.</source>
        <translation>预览已简化：{reason}。</translation>
    </message>
</context>
<context>
    <name>ProgressPage</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
</context>
<context>
    <name>ReportPage</name>
    <message>
        <source>To look at</source>
        <translation>需要留意</translation>
    </message>
    <message>
        <source>Show these notes</source>
        <translation>显示这些笔记</translation>
    </message>
    <message>
        <source>Take this import back</source>
        <translation>撤回这次导入</translation>
    </message>
    <message numerus="yes">
        <source>Stopped; %n note(s) had come in and stay</source>
        <translation>
            <numerusform>已停止；此前导入的 %n 篇笔记保留</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n note(s) came in</source>
        <translation>
            <numerusform>已导入 %n 篇笔记</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing new came in</source>
        <translation>没有新内容</translation>
    </message>
    <message>
        <source>Left out: %1</source>
        <translation>未导入：%1</translation>
    </message>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>……还有 %n 项</numerusform>
        </translation>
    </message>
    <message>
        <source>The import was taken back</source>
        <translation>导入已撤回</translation>
    </message>
    <message numerus="yes">
        <source>%n removed</source>
        <translation>
            <numerusform>移除 %n 篇</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n as before</source>
        <translation>
            <numerusform>%n 篇恢复原样</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n note(s) stay</source>
        <translation>
            <numerusform>%n 篇笔记保留</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>新增 %n 篇</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n updated</source>
        <translation>
            <numerusform>更新 %n 篇</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n stub(s) filled</source>
        <translation>
            <numerusform>填充 %n 个待写条目</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unchanged</source>
        <translation>
            <numerusform>%n 篇未变</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n attachment(s)</source>
        <translation>
            <numerusform>%n 个附件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left out</source>
        <translation>
            <numerusform>未导入 %n 份</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to look at</source>
        <translation>
            <numerusform>%n 项需要留意</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Editor</source>
        <translation>编辑器</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>Backups and trash</source>
        <translation>备份与回收站</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Takes effect at the next start.</source>
        <translation>下次启动时生效。</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>文字大小</translation>
    </message>
    <message>
        <source>Wrap long lines</source>
        <translation>长行自动换行</translation>
    </message>
    <message>
        <source>Show line numbers</source>
        <translation>显示行号</translation>
    </message>
    <message>
        <source>Focus mode</source>
        <translation>专注模式</translation>
    </message>
    <message>
        <source>Dims everything but the paragraph you write in.</source>
        <translation>除正在写的段落外，其余变淡。</translation>
    </message>
    <message>
        <source>Typewriter mode</source>
        <translation>打字机模式</translation>
    </message>
    <message>
        <source>Keeps the line you write in at the middle of the window.</source>
        <translation>让正在写的一行保持在窗口中间。</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>Scroll the preview with the editor</source>
        <translation>预览跟随编辑器滚动</translation>
    </message>
    <message>
        <source>Show single line breaks as line breaks</source>
        <translation>单个换行显示为换行</translation>
    </message>
    <message>
        <source>Markdown itself joins such lines into one paragraph.</source>
        <translation>标准 Markdown 会把这样的行合成一段。</translation>
    </message>
    <message>
        <source>Back up the library every day</source>
        <translation>每天备份笔记库</translation>
    </message>
    <message>
        <source>Kept: 7 daily, 4 weekly and 12 monthly backups.</source>
        <translation>保留最近 7 天、4 周和 12 个月的备份。</translation>
    </message>
    <message>
        <source>Backup folder</source>
        <translation>备份文件夹</translation>
    </message>
    <message>
        <source>Left empty: a folder beside the library.</source>
        <translation>留空则放在笔记库旁边的文件夹里。</translation>
    </message>
    <message>
        <source>Mirror as Markdown files in</source>
        <translation>Markdown 镜像文件夹</translation>
    </message>
    <message>
        <source>Every note as a plain file that any program can read, kept up to date while Banyan is open. Left empty: no mirror.</source>
        <translation>把每篇笔记写成任何程序都能读取的普通文件，榕树打开时保持同步。留空则不建镜像。</translation>
    </message>
    <message>
        <source>Empty the trash of notes older than</source>
        <translation>清除回收站中超过以下天数的笔记</translation>
    </message>
    <message>
        <source>0 keeps them until you empty the trash yourself.</source>
        <translation>设为 0 则一直保留，直到你手动清空。</translation>
    </message>
    <message>
        <source> days</source>
        <translation> 天</translation>
    </message>
</context>
<context>
    <name>ShortcutsPage</name>
    <message>
        <source>Find a command or shortcut…</source>
        <translation>查找命令或快捷键…</translation>
    </message>
    <message>
        <source>Find a command or shortcut</source>
        <translation>查找命令或快捷键</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Shortcut</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>更改</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>恢复默认</translation>
    </message>
    <message>
        <source>Press the keys…</source>
        <translation>请按快捷键…</translation>
    </message>
    <message>
        <source>Press the new keys, or Esc to leave it as it is.</source>
        <translation>按下新的快捷键；按 Esc 保持不变。</translation>
    </message>
    <message>
        <source>{keys} already belongs to “{command}”; nothing was changed.</source>
        <translation>{keys} 已用于“{command}”，没有更改。</translation>
    </message>
</context>
<context>
    <name>Snippets</name>
    <message>
        <source>Today&apos;s date</source>
        <translation>今天的日期</translation>
    </message>
    <message>
        <source>Date and time</source>
        <translation>日期和时间</translation>
    </message>
    <message>
        <source>Callout</source>
        <translation>标注框</translation>
    </message>
    <message>
        <source>Folded details</source>
        <translation>折叠内容</translation>
    </message>
    <message>
        <source>Diagram</source>
        <translation>图表</translation>
    </message>
    <message>
        <source>Formula</source>
        <translation>公式</translation>
    </message>
    <message>
        <source>Meeting</source>
        <translation>会议记录</translation>
    </message>
</context>
<context>
    <name>SplitEditor</name>
    <message>
        <source>Titles of the index page</source>
        <translation>索引页的标题</translation>
    </message>
    <message>
        <source>The page gives its titles in one line each list, so that where one ends is a judgement. One title a line: join or part them as they should be.</source>
        <translation>这个页面的每个列表都把标题写在一行里，在哪里断开需要判断。每行一个标题，请按实际合并或拆分。</translation>
    </message>
    <message>
        <source>Lists</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>As it stands on the page</source>
        <translation>页面上的原样</translation>
    </message>
    <message>
        <source>The line as it stands on the page</source>
        <translation>页面上的原始一行</translation>
    </message>
    <message>
        <source>Titles, one a line</source>
        <translation>标题，每行一个</translation>
    </message>
    <message>
        <source>Tag of these notes</source>
        <translation>这些笔记的标签</translation>
    </message>
    <message numerus="yes">
        <source>%n title(s), one a line</source>
        <translation>
            <numerusform>%n 个标题，每行一个</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Length of the text</source>
        <translation>正文长度</translation>
    </message>
    <message>
        <source>Save state</source>
        <translation>保存状态</translation>
    </message>
    <message numerus="yes">
        <source>%n word(s)</source>
        <translation>
            <numerusform>%n 字</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n character(s)</source>
        <translation>
            <numerusform>%n 字符</numerusform>
        </translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>Writing…</source>
        <translation>正在写…</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>正在保存…</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>未保存</translation>
    </message>
    <message>
        <source>Read only</source>
        <translation>只读</translation>
    </message>
</context>
<context>
    <name>TagBar</name>
    <message>
        <source>Add tag…</source>
        <translation>添加标签…</translation>
    </message>
    <message>
        <source>Add a tag</source>
        <translation>添加标签</translation>
    </message>
    <message>
        <source>Click to remove this tag</source>
        <translation>点击移除这个标签</translation>
    </message>
    <message>
        <source>Tag {tag}; press to remove it</source>
        <translation>标签 {tag}，按下即移除</translation>
    </message>
    <message numerus="yes">
        <source>+%n more</source>
        <translation>
            <numerusform>还有 %n 个</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Tidying</name>
    <message>
        <source>menus and footers of a web page</source>
        <translation>网页的菜单和页脚</translation>
    </message>
    <message>
        <source>line numbers in code</source>
        <translation>代码中的行号</translation>
    </message>
    <message>
        <source>code without fences</source>
        <translation>缺少围栏的代码</translation>
    </message>
    <message>
        <source>bullets and numbering</source>
        <translation>项目符号和编号</translation>
    </message>
    <message>
        <source>headings without marks</source>
        <translation>没有标记的标题</translation>
    </message>
    <message>
        <source>line breaks</source>
        <translation>换行</translation>
    </message>
</context>
<context>
    <name>TidyingDialog</name>
    <message>
        <source>Tidying</source>
        <translation>整理</translation>
    </message>
    <message>
        <source>Text without markup is tidied as it comes in; the text as it was read stays in the note&apos;s history. A rule that is off is off for this whole import.</source>
        <translation>没有标记的文本在导入时会被整理，读入时的原文保留在笔记的历史中。关掉的规则在整次导入中都不使用。</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>Read again with these rules</source>
        <translation>按这些规则重新读取</translation>
    </message>
    <message>
        <source>This rule changes nothing in this document.</source>
        <translation>这条规则没有改动这份文档。</translation>
    </message>
</context>
<context>
    <name>TreeDelegate</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>New tag</source>
        <translation>新建标签</translation>
    </message>
    <message>
        <source>New category</source>
        <translation>新建分类</translation>
    </message>
</context>
<context>
    <name>TreeModel</name>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>All notes</source>
        <translation>全部笔记</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>最近</translation>
    </message>
    <message>
        <source>Starred</source>
        <translation>收藏</translation>
    </message>
    <message>
        <source>Categories</source>
        <translation>分类</translation>
    </message>
    <message>
        <source>No category</source>
        <translation>未分类</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>To write</source>
        <translation>待写</translation>
    </message>
    <message>
        <source>Trash</source>
        <translation>回收站</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n note(s)</source>
        <translation>
            <numerusform>%1，%n 篇笔记</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TreePane</name>
    <message>
        <source>There is a category of this name here already.</source>
        <translation>这里已经有同名分类。</translation>
    </message>
    <message>
        <source>A category&apos;s name cannot hold “/”. Make a category inside it instead.</source>
        <translation>分类名不能包含“/”。请在其中新建下级分类。</translation>
    </message>
    <message>
        <source>Each part of a tag between “/” needs a name.</source>
        <translation>标签中每个“/”之间都要有名称。</translation>
    </message>
    <message>
        <source>The name holds a character that cannot be shown.</source>
        <translation>名称中有无法显示的字符。</translation>
    </message>
    <message>
        <source>Merge tags?</source>
        <translation>合并标签吗？</translation>
    </message>
    <message>
        <source>There is a tag “%1” already.</source>
        <translation>已经有标签“%1”。</translation>
    </message>
    <message>
        <source>Every note tagged “%1” gets “%2” instead. This cannot be taken apart again.</source>
        <translation>所有带“%1”的笔记都会改为“%2”，合并后无法再分开。</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>合并</translation>
    </message>
    <message>
        <source>New tag…</source>
        <translation>新建标签…</translation>
    </message>
    <message>
        <source>New category…</source>
        <translation>新建分类…</translation>
    </message>
    <message>
        <source>Open all</source>
        <translation>全部展开</translation>
    </message>
    <message>
        <source>Close all</source>
        <translation>全部收起</translation>
    </message>
    <message>
        <source>Empty trash…</source>
        <translation>清空回收站…</translation>
    </message>
    <message>
        <source>New note</source>
        <translation>新建笔记</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>New tag in “%1”…</source>
        <translation>在“%1”中新建标签…</translation>
    </message>
    <message>
        <source>New category in “%1”…</source>
        <translation>在“%1”中新建分类…</translation>
    </message>
    <message>
        <source>New note in “%1”</source>
        <translation>在“%1”中新建笔记</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Move to…</source>
        <translation>移动到…</translation>
    </message>
    <message>
        <source>Import here…</source>
        <translation>导入到这里…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>删除…</translation>
    </message>
    <message>
        <source>Categories and tags</source>
        <translation>分类和标签</translation>
    </message>
    <message>
        <source>To write and trash</source>
        <translation>待写和回收站</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Filter categories and tags</source>
        <translation>筛选分类和标签</translation>
    </message>
    <message>
        <source>No category or tag has this in its name.</source>
        <translation>没有名称包含这些字的分类或标签。</translation>
    </message>
</context>
<context>
    <name>WebPreview</name>
    <message>
        <source>This diagram cannot be drawn: {detail}</source>
        <translation>无法绘制此图：{detail}</translation>
    </message>
    <message>
        <source>Diagrams are shown as text: Mermaid is not installed.</source>
        <translation>图表以文本显示：未安装 Mermaid。</translation>
    </message>
</context>
<context>
    <name>_Titles</name>
    <message>
        <source>written</source>
        <translation>已写</translation>
    </message>
    <message>
        <source>to write</source>
        <translation>待写</translation>
    </message>
</context>
<context>
    <name>_View</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy link address</source>
        <translation>复制链接地址</translation>
    </message>
    <message>
        <source>Fetch all pictures of other sites</source>
        <translation>下载所有外站图片</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>全选</translation>
    </message>
</context>
</TS>
