/** The text with its line numbers, what is wrong at its line, and the keys of an editor. Decision record 0016. */
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands'
import { yaml } from '@codemirror/lang-yaml'
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { type Diagnostic, lintGutter, setDiagnostics } from '@codemirror/lint'
import { Compartment, EditorState } from '@codemirror/state'
import { EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import { type GlobalToken, theme } from 'antd'
import { useEffect, useRef } from 'react'
import type { PackProblem } from '#domain/subsidy/pack/parse-policy-pack.ts'
import { packProblemText } from '#web/i18n/pack-problems.ts'

export interface YamlPaneProps {
  label: string
  text: string
  problems: readonly PackProblem[]
  isReadOnly: boolean
  height: string
  /** A line to show; `at` makes a second wish for the same line another one. */
  revealed: { line: number; at: number } | null
  onChange(text: string): void
}

/** The least change from one text to another, so that the cursor stays where it is. */
function changeBetween(before: string, after: string): { from: number; to: number; insert: string } {
  const most = Math.min(before.length, after.length)
  let start = 0
  while (start < most && before[start] === after[start]) start++
  let end = 0
  while (end < most - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++
  return { from: start, to: before.length - end, insert: after.slice(start, after.length - end) }
}

function look(token: GlobalToken, height: string) {
  const style = EditorView.theme({
    '&': { height, color: token.colorText, backgroundColor: token.colorBgContainer, fontSize: '13px' },
    '.cm-content': { caretColor: token.colorText, fontFamily: token.fontFamilyCode },
    '.cm-gutters': { color: token.colorTextSecondary, backgroundColor: token.colorFillQuaternary, border: 'none' },
    '.cm-activeLine': { backgroundColor: token.colorFillQuaternary },
    '&.cm-focused': { outline: `2px solid ${token.colorPrimary}`, outlineOffset: '-2px' },
    '&.cm-focused .cm-selectionBackground, .cm-selectionBackground': { backgroundColor: token.controlItemBgActive },
    '.cm-tooltip': {
      color: token.colorText,
      backgroundColor: token.colorBgElevated,
      border: `1px solid ${token.colorBorder}`,
    },
  })
  const colours = HighlightStyle.define([
    { tag: tags.propertyName, color: token.colorLink },
    { tag: tags.comment, color: token.colorTextSecondary, fontStyle: 'italic' },
    { tag: [tags.string, tags.special(tags.string)], color: token.colorText },
  ])
  return [style, syntaxHighlighting(colours)]
}

function diagnosticsOf(state: EditorState, problems: readonly PackProblem[]): Diagnostic[] {
  return problems.flatMap(problem => {
    if (problem.line === null || problem.line > state.doc.lines) return []
    const { from, to } = state.doc.line(problem.line)
    return [{ from, to, severity: 'error' as const, message: packProblemText(problem) }]
  })
}

/** Line numbers, history, keys, and who is told of each change. */
function writingExtensions(label: string, onWritten: (text: string) => void) {
  return [
    lineNumbers(),
    history(),
    highlightActiveLine(),
    lintGutter(),
    yaml(),
    keymap.of([...defaultKeymap, ...historyKeymap, indentWithTab]),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
    EditorView.updateListener.of(update => {
      if (update.docChanged) onWritten(update.state.doc.toString())
    }),
  ]
}

export function YamlPane({ label, text, problems, isReadOnly, height, revealed, onChange }: YamlPaneProps) {
  const { token } = theme.useToken()
  const host = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView | null>(null)
  const parts = useRef({ look: new Compartment(), access: new Compartment() })
  const latest = useRef({ onChange, text })
  latest.current.onChange = onChange

  useEffect(() => {
    if (!host.current) return
    view.current = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: latest.current.text,
        extensions: [
          ...writingExtensions(label, written => {
            latest.current.text = written
            latest.current.onChange(written)
          }),
          parts.current.look.of([]),
          parts.current.access.of([]),
        ],
      }),
    })
    return () => view.current?.destroy()
  }, [label])

  useEffect(() => {
    view.current?.dispatch({ effects: parts.current.look.reconfigure(look(token, height)) })
  }, [token, height])

  useEffect(() => {
    view.current?.dispatch({ effects: parts.current.access.reconfigure(EditorState.readOnly.of(isReadOnly)) })
  }, [isReadOnly])

  useEffect(() => {
    if (!view.current || text === latest.current.text) return
    latest.current.text = text
    view.current.dispatch({ changes: changeBetween(view.current.state.doc.toString(), text) })
  }, [text])

  useEffect(() => {
    if (view.current)
      view.current.dispatch(setDiagnostics(view.current.state, diagnosticsOf(view.current.state, problems)))
  }, [problems])

  useEffect(() => {
    if (!view.current || !revealed) return
    const { doc } = view.current.state
    const { from } = doc.line(Math.min(revealed.line, doc.lines))
    view.current.dispatch({
      selection: { anchor: from },
      effects: EditorView.scrollIntoView(from, { y: 'start', yMargin: 24 }),
    })
  }, [revealed])

  return <div ref={host} />
}
