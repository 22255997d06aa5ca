/** Bytes → text: UTF-8, UTF-16 by its mark, else GB18030 (what Chinese Excel saves as .csv), else a clear refusal. */
import iconv from 'iconv-lite'
import { UnreadableFile } from '#domain/import/refusals.ts'

export interface DecodedText {
  text: string
  encoding: string
}

/** @throws UnreadableFile when the bytes are no text in the encoding named or in any that is looked for. */
export function decodeText(bytes: Uint8Array, encoding?: string): DecodedText {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (encoding !== undefined) {
    if (!iconv.encodingExists(encoding))
      throw new UnreadableFile(`the encoding "${encoding}" is not known`, 'use utf-8, gb18030 or utf-16le')
    return { text: iconv.decode(buffer, encoding), encoding }
  }
  if (buffer[0] === 0xff && buffer[1] === 0xfe) return { text: iconv.decode(buffer, 'utf-16le'), encoding: 'utf-16le' }
  if (buffer[0] === 0xfe && buffer[1] === 0xff) return { text: iconv.decode(buffer, 'utf-16be'), encoding: 'utf-16be' }
  if (buffer.includes(0)) throw notText()
  const utf8 = decodeUtf8(buffer)
  if (utf8 !== null) return { text: utf8, encoding: 'utf-8' }
  const text = iconv.decode(buffer, 'gb18030')
  if (text.includes('\ufffd')) throw notText()
  return { text, encoding: 'gb18030' }
}

function decodeUtf8(buffer: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(buffer)
  } catch {
    return null
  }
}

function notText(): UnreadableFile {
  return new UnreadableFile(
    'the file is no text in UTF-8 or GB18030',
    'save it from Excel as .xlsx or as "CSV UTF-8", or name its encoding',
  )
}
