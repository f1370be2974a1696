sed -i "/loan-fee/d" docs/slogans/fake-loan.en.md
