import { render } from "cost-calculator";
import { Calculator } from "./calculator";

export default async function Page() {
  // What readers without scripts see, made on the server.
  const written = await render(null, null, { pictures: "/{chart}.svg" });
  return <main><h1>A page</h1><Calculator written={written} /></main>;
}
