import { render } from "cost-calculator";

export const load = async () => ({ written: await render(null, null, { pictures: "/{chart}.svg" }) });
