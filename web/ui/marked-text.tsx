import { theme } from 'antd'
import type { Span } from '#domain/matching/text/highlight.ts'
import { cutAtSpans } from './marked.ts'

/** Text with marked places: bold as well as coloured, because colour alone says nothing to some. */
export function MarkedText({ text, spans }: { text: string; spans: readonly Span[] }) {
  const { token } = theme.useToken()
  const style = { background: token.gold2, color: 'inherit', fontWeight: 600, padding: 0 }
  return (
    <bdi>
      {cutAtSpans(text, spans).map((piece, i) =>
        piece.isMarked ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text never change their order
          <mark key={i} style={style}>
            {piece.text}
          </mark>
        ) : (
          piece.text
        ),
      )}
    </bdi>
  )
}
