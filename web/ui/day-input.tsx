/** A day as YYYY-MM-DD text in the form, chosen from a calendar. */
import { DatePicker } from 'antd'
import dayjs from 'dayjs'

interface DayInputProps {
  id?: string
  value?: string | null
  onChange?(day: string | null): void
}

export function DayInput({ id, value, onChange }: DayInputProps) {
  return (
    <DatePicker
      {...(id && { id })}
      value={value ? dayjs(value) : null}
      onChange={day => onChange?.(day ? day.format('YYYY-MM-DD') : null)}
      style={{ width: '100%' }}
    />
  )
}
