export { designFromSheets, type DesignFromSheets } from './design-from-sheets.js';
export { sheetsOf } from './sheets-of.js';
export {
  cellName,
  WorkbookRefusal,
  type SheetCells,
  type WorkbookRefusalCode,
  type WorkbookSheets,
} from './workbook-sheets.js';
