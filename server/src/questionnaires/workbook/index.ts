export { readWorkbook, workbookLimits } from './read-workbook.js';
export { writeWorkbook } from './write-workbook.js';
