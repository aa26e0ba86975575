// Only so that there are two pages: the calculator needs no setting.
export default { build: { rollupOptions: { input: ["index.html", "streaming.html"] } } };
