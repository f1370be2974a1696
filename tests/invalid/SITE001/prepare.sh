cat "$(dirname "$0")/../../../mkdocs.yml" >mkdocs.yml
sed -i 's/locales: .*/locales: [zh, en, ug]/; s/names: {/names: {ug: Test, /' materials/publisher.yml
