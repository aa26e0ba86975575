import "cost-calculator";
