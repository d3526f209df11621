import type { Texts } from '@shared/i18n/texts'

export const texts = {
  title: ['导入', 'Import'],
  lead: ['上传 .xlsx 或 .csv（UTF-8、GB18030 均可）。每一行都有结论；有问题的行可以在这里改好再传，整批可以撤销。', 'Upload .xlsx or .csv (UTF-8 or GB18030). Every row gets a verdict; rejected rows can be mended here and sent again, and a whole import can be undone.'],
  choose: ['点击选择文件，或把文件拖到这里', 'Click to choose a file, or drop it here'],
  dryRun: ['先试导入（只看结果，不写入）', 'Try it first (say what would change, write nothing)'],
  template: ['下载空白模板', 'Download an empty template'],
  upload: ['开始导入', 'Import'],
  file: ['文件', 'File'],
  state: ['状态', 'State'],
  when: ['上传时间', 'Uploaded'],
  by: ['上传人', 'By'],
  read: ['读取', 'Read'],
  created: ['新增', 'Created'],
  updated: ['更新', 'Updated'],
  unchanged: ['无变化', 'Unchanged'],
  rejected: ['退回', 'Rejected'],
  duplicates: ['疑似重复', 'Possible duplicates'],
  trial: ['试导入', 'Trial'],
  none: ['还没有导入过文件。', 'No file has been imported yet.'],
  undo: ['撤销整批', 'Undo the import'],
  undoLead: ['收回这批写入的全部内容；如果之后有人在此基础上改过，会说明原因并不作改动。', 'Takes back all that it wrote; where something was built on it since, it says so and changes nothing.'],
  rejections: ['退回的行', 'Rejected rows'],
  rejectionsLead: ['在单元格里改好，再导入改好的行。', 'Mend the cells, then import the mended rows.'],
  download: ['下载退回的行（CSV）', 'Download rejected rows (CSV)'],
  resend: ['导入改好的行', 'Import the mended rows'],
  row: ['行号', 'Row'],
  problem: ['问题', 'Problem'],
  unknown: ['没有认出的列', 'Columns that were not recognised'],
  unknownLead: ['指定每一列是什么，记住后再传一次文件；这次的对应关系以后会自动使用。', 'Say what each column is, then upload the file again; the mapping is remembered for your office.'],
  ignore: ['不需要这一列', 'Not needed'],
  remember: ['记住对应关系', 'Remember'],
  remembered: ['记住的列名对应', 'Columns remembered'],
  mapping: ['列名 → 字段', 'Header → field'],
  handle: ['办理', 'Handle'],
  forget: ['不再使用', 'Forget'],
  forgetLead: ['以后的文件不再按它读；已导入的不受影响。', 'Later files are not read by it; what was imported stays.'],
  wouldCreate: ['将新建 {n} 户', '{n} households would be created'],
  wouldChange: ['将改动 {n} 户', '{n} households would change'],
  forReal: ['正式导入这个文件', 'Import this file for real'],
  progress: ['已处理 {n} 行', '{n} rows done'],
} satisfies Texts

export const STATES: Texts = {
  queued: ['等待中', 'Waiting'], running: ['进行中', 'Running'], finished: ['完成', 'Finished'], failed: ['失败', 'Failed'], undone: ['已撤销', 'Undone'],
}
export const PHASES: Texts = {
  waiting: ['等待', 'Waiting'], reading: ['读取文件', 'Reading'], matching: ['与登记比对', 'Matching'], writing: ['写入', 'Writing'], done: ['完成', 'Done'],
  'undo-waiting': ['等待撤销', 'Waiting to undo'], undoing: ['撤销中', 'Undoing'],
}
/** The columns of a people file, by the name that a mapping uses. */
export const COLUMNS: Texts = {
  name: ['姓名', 'Name'], citizen_number: ['公民身份号码', 'Citizen number'], other_id_type: ['其他证件类型', 'Type of other document'], other_id_number: ['其他证件号码', 'Number of other document'],
  sex: ['性别', 'Sex'], birth_date: ['出生日期', 'Birth date'], ethnic_group: ['民族', 'Ethnic group'], marital_status: ['婚姻状况', 'Marital status'], household_number: ['户号', 'Household number'],
  relation_to_head: ['与户主关系', 'Relation to head'], registered_division: ['户籍地区划代码', 'Registered in (code)'], residence_division: ['现居住地区划代码', 'Lives in (code)'],
  residence_address: ['现居住地址', 'Address'], phone: ['联系电话', 'Phone'], note: ['备注', 'Note'],
}
