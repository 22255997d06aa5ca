/** An empty .xlsx to fill in: a header row, drop-downs on the enumerated columns, and a sheet that says what to type. */
import type ExcelJS from 'exceljs'
import type { ImportColumn } from '#domain/import/column.ts'
import { columnsOf, keyField, requiredField } from '#domain/import/columns.ts'
import type { Library } from '#domain/listing.ts'

const sheetNames: Record<Library, string> = { achievement: '科技成果', demand: '技术需求', expert: '专家' }
const lastTemplateRow = 2_000

/** The template of one library; its first sheet is the one that an import reads. */
export async function writeTemplate(library: Library): Promise<Uint8Array> {
  const columns: readonly Pick<ImportColumn<never>, 'field' | 'label' | 'format' | 'options' | 'isList'>[] = [
    {
      field: keyField,
      label: { zh: '编号', en: 'Key' },
      format: { zh: '自编，再次导入时用于识别同一行', en: 'your own, names the row when it is imported again' },
      options: null,
      isList: false,
    },
    ...columnsOf(library),
  ]
  // Loaded when first needed: it is half of all the modules of the service, and starting does not need it.
  const { default: Excel } = await import('exceljs')
  const workbook = new Excel.Workbook()
  const sheet = workbook.addWorksheet(sheetNames[library], { views: [{ state: 'frozen', ySplit: 1 }] })
  for (const [at, { label, options, isList }] of columns.entries()) {
    const column = sheet.getColumn(at + 1)
    column.numFmt = '@'
    column.width = Math.max(12, label.zh.length * 2 + 4)
    sheet.getCell(1, at + 1).value = label.zh
    if (options) addDropDown(sheet, column.letter, options, isList)
  }
  sheet.getRow(1).font = { bold: true }
  addNotes(workbook, columns, requiredField[library])
  return new Uint8Array(await workbook.xlsx.writeBuffer())
}

/** A column of several values offers its list too, but lets a combination be typed. */
function addDropDown(sheet: ExcelJS.Worksheet, letter: string, options: readonly string[], isList: boolean): void {
  const validations = (sheet as ExcelJS.Worksheet & { dataValidations: { add(range: string, rule: object): void } })
    .dataValidations
  validations.add(`${letter}2:${letter}${lastTemplateRow}`, {
    type: 'list',
    allowBlank: true,
    formulae: [`"${options.join(',')}"`],
    showErrorMessage: !isList,
    errorTitle: '请从列表中选择',
    error: options.join('、').slice(0, 220),
  })
}

function addNotes(
  workbook: ExcelJS.Workbook,
  columns: readonly Pick<ImportColumn<never>, 'field' | 'label' | 'format' | 'options'>[],
  required: string,
): void {
  const notes = workbook.addWorksheet('填写说明')
  notes.addRow(['列', 'Column', '必填', '填写方法', 'What to type', '可选值'])
  for (const { field, label, format, options } of columns)
    notes.addRow([label.zh, label.en, field === required ? '是' : '', format.zh, format.en, options?.join('；') ?? ''])
  notes.getRow(1).font = { bold: true }
  for (const [at, width] of [18, 24, 6, 40, 44, 60].entries()) notes.getColumn(at + 1).width = width
}
