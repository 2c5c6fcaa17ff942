"""HTML as its reader sees it."""

import pytest

from bot.mail.hypertext import as_text
from bot.mail.quoting import own_words

GMAIL = (
    '<div dir="ltr">已完成。<div><br></div><div>耗时&nbsp;20 分钟</div></div><br><div class="gmail_quote">'
    '<div>Captain &lt;<a href="mailto:c@b.example">c@b.example</a>&gt; 于2021年6月14日周一 09:30写道：<br></div>'
    "<blockquote><p>方案见下。</p><ul><li>a</li></ul></blockquote></div>"
)
OUTLOOK = (
    "<html><head><style>p{margin:0}</style><title>x</title></head><body><p class=MsoNormal>Done<o:p></o:p></p>"
    "<div style='border-top:solid'><p><b>From:</b> Captain &lt;c@bot.example&gt; <br><b>Sent:</b> Monday<br>"
    "<b>Subject:</b> Ready</p></div><p>body</p></body></html>"
)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>one\n  two</p><p>three</p>", "one two\n\nthree"),
        ("a<br>b<br><br>c", "a\nb\n\nc"),
        ("<div>a</div><div>b</div>", "a\nb"),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
        ("a<blockquote>b<br>c<blockquote>d</blockquote></blockquote>e", "a\n\n> b\n> c\n>\n> > d\n\ne"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("<head><title>t</title><style>s</style></head><script>x()</script>&lt;b&gt; &amp; 方案", "<b> & 方案"),
        ("<b>bo</b>ld", "bold"),
        (
            "<p title='a > b' class=it's data-x=\"c'd\">one</p><!-- > no --><!-->two<!DOCTYPE x><?php y?></>",
            "one\n\ntwo",
        ),
        ("1 < 2 && 3 <4 &lt;b> &nbsp;x", "1 < 2 && 3 <4 <b> x"),
        ("<script>if (a</b) '<p>'</script >one<STYLE>x</styles>y</style>", "one"),
        ("seen<p", "seen"),
        ("seen<!-- not", "seen"),
        ("seen<script>not</p>", "seen"),
        ("seen" + "<a " * 100_000, "seen"),
        ("<blockquote>" * 12 + "deep", "> " * 10 + "deep"),
        ("", ""),
    ],
)
def a_page_is_read_as_it_is_seen(html: str, text: str) -> None:
    assert as_text(html) == text


@pytest.mark.parametrize(
    ("html", "answer"), [(GMAIL, "已完成。\n\n耗时 20 分钟"), (OUTLOOK, "Done")], ids=["Gmail", "Outlook"]
)
def a_reply_written_in_html_is_told_from_what_it_quotes(html: str, answer: str) -> None:
    assert own_words(as_text(html)) == answer
