cat "$(dirname "$0")/../../../mkdocs.yml" >mkdocs.yml
echo "hooks: [hooks.py]" >>mkdocs.yml
