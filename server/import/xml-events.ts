/**
 * The parts of a workbook as a stream of tags and texts. Names come without their prefix; entities that a document
 * defines itself are not expanded (saxes knows only the five of XML), so there is no "billion laughs".
 */
import type { Readable } from 'node:stream'
import { SaxesParser } from 'saxes'
import { UnreadableFile } from '#domain/import/refusals.ts'
import { archiveError } from './open-archive.ts'

export interface XmlHandlers {
  open(name: string, attributes: Record<string, string>): void
  text?(text: string): void
  close?(name: string): void
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

/** Feeds the part to the handlers; yields after each chunk, so that rows can leave before the part has ended. */
export async function* xmlEvents(stream: Readable, handlers: XmlHandlers): AsyncGenerator<void> {
  const parser = new SaxesParser()
  parser.on('opentag', tag => handlers.open(localName(tag.name), tag.attributes))
  parser.on('text', text => handlers.text?.(text))
  parser.on('cdata', text => handlers.text?.(text))
  parser.on('closetag', tag => handlers.close?.(localName(tag.name)))
  parser.on('error', () => {
    throw new UnreadableFile('a sheet of the workbook is damaged', 'open it in Excel or WPS and save it again as .xlsx')
  })
  const decoder = new TextDecoder('utf-8')
  try {
    for await (const chunk of stream) {
      parser.write(decoder.decode(chunk, { stream: true }))
      yield
    }
    parser.write(decoder.decode())
    parser.close()
  } catch (error) {
    throw archiveError(error)
  }
  yield
}

/** The whole part at once, for the small ones. */
export async function walkXml(stream: Readable, handlers: XmlHandlers): Promise<void> {
  for await (const _ of xmlEvents(stream, handlers));
}
