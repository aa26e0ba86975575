// Only so that there are two scripts: the calculator needs no setting.
module.exports = { entry: { main: "./src/index.js", streaming: "./src/streaming.js" } };
