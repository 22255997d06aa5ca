/** Files for the import tests, made on the spot: a zip writer that can lie, and sheets written by hand. */
import { crc32, deflateRawSync } from 'node:zlib'
import type { Table, TableRow } from '#domain/import/table.ts'

export interface ZipPart {
  name: string
  data: Buffer
  /** What the directory says instead of the truth. */
  claimedSize?: number
  isEncrypted?: boolean
}

/** A zip archive of deflated parts. */
export function zip(parts: readonly ZipPart[]): Uint8Array {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, data, claimedSize = data.length, isEncrypted = false } of parts) {
    const packed = deflateRawSync(data)
    const path = Buffer.from(name)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(isEncrypted ? 1 : 0, 2)
    common.writeUInt16LE(8, 4)
    common.writeUInt32LE(crc32(data), 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(claimedSize, 18)
    common.writeUInt16LE(path.length, 22)
    locals.push(Buffer.from([0x50, 0x4b, 3, 4]), common, path, packed)
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(offset, 10)
    directory.push(Buffer.from([0x50, 0x4b, 1, 2, 20, 0]), common, tail, path)
    offset += 30 + path.length + packed.length
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(offset, 16)
  return new Uint8Array(Buffer.concat([...locals, central, end]))
}

/** The parts of a workbook of one sheet, from the XML inside `sheetData` and of the shared texts. */
export function workbookParts(sheetData: string, sharedTexts = ''): ZipPart[] {
  const part = (name: string, xml: string): ZipPart => ({ name, data: Buffer.from(`<?xml version="1.0"?>${xml}`) })
  return [
    part(
      'xl/workbook.xml',
      '<workbook xmlns:r="r"><sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>',
    ),
    part(
      'xl/_rels/workbook.xml.rels',
      '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
    ),
    part('xl/sharedStrings.xml', `<sst>${sharedTexts}</sst>`),
    part('xl/worksheets/sheet1.xml', `<worksheet><sheetData>${sheetData}</sheetData></worksheet>`),
  ]
}

export function text(value: string): Uint8Array {
  return new TextEncoder().encode(value)
}

export async function rowsOf(table: Table): Promise<TableRow[]> {
  const rows: TableRow[] = []
  for await (const row of table.rows) rows.push(row)
  return rows
}
