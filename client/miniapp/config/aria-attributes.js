// Taro's WeChat templates carry only the attributes it knows, and it knows no ARIA ones: without this, a screen reader
// hears nothing we say. The attributes are added after the short names (p0, p1, …) are given out, so that the runtime,
// which passes unknown attributes through by their camel-case name, needs no change.
const spoken = ['aria-label', 'aria-role', 'aria-hidden', 'aria-live', 'aria-selected', 'aria-checked', 'aria-modal'];
const speaking = new Set(['view', 'text', 'image', 'button', 'input', 'textarea', 'scroll-view', 'switch']);

module.exports = (context) => {
  context.registerMethod({
    name: 'onSetupClose',
    fn(platform) {
      if (!platform.template) return;
      platform.template.modifyCompProps = (name, properties) =>
        speaking.has(name)
          ? { ...properties, ...Object.fromEntries(spoken.map((attribute) => [attribute, ''])) }
          : properties;
    },
  });
};
