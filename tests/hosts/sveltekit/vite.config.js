import adapter from "@sveltejs/adapter-node";
import { sveltekit } from "@sveltejs/kit/vite";

// Only so that a server comes of it: the calculator needs no setting.
export default { plugins: [sveltekit({ adapter: adapter() })] };
