// WeChat asks for this component wherever `tabBar.custom` is set. It draws nothing: each page draws the bar inside its own
// root (ui/tab-bar), where the chosen theme and 关怀版 apply.
Component({});
