#!/usr/bin/env bash
# Mutation testing of a part of VaeMl.Core, with dotnet-stryker 5.1: how many changes of the code the tests notice.
#   tests/mutation.sh Distributions | Likelihoods | Scoring | Calibration | Reporting
# In a temporary copy every layer of VaeMl.Core is a project of its own, so that only the part in question carries mutants. If all of it did, each step
# of training would pass thousands of them, and a run would take days. Tests that train for seconds are left out.
set -euo pipefail
cd "$(dirname "$0")/.."
mutate='"**/*.cs"'
case "${1:-}" in
  Distributions) layer=Distributions tests="Distributions" ;;
  Likelihoods) layer=Likelihoods tests="Likelihoods" ;;
  Scoring) layer=Scoring tests="Scoring Grids Categories.ScoringTests" ;;
  Calibration) layer=Training mutate='"**/OutOfFoldScores.cs", "**/ScoreDrift.cs", "**/ThresholdWarnings.cs"' tests="Training.FoldTests Training.ThresholdWarningsTests Training.BlocksTests Scoring.ThresholdTests" ;;
  Reporting) layer=Reporting tests="Reporting" ;;
  *) sed -n 's/^#   /usage: /p' "$0" >&2; exit 2 ;;
esac

copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
git archive HEAD | tar -x -C "$copy"
core=$copy/src/VaeMl.Core suite=$copy/tests/VaeMl.Core.Tests

# The analyzers would refuse mutants, and the tool and the other packages are not needed.
for folder in src tests; do
  echo '<Project><Import Project="../Directory.Build.props" /><PropertyGroup><RunAnalyzers>false</RunAnalyzers><EnforceCodeStyleInBuild>false</EnforceCodeStyleInBuild><GenerateDocumentationFile>false</GenerateDocumentationFile><TreatWarningsAsErrors>false</TreatWarningsAsErrors><IsPackable>false</IsPackable></PropertyGroup></Project>' >"$copy/$folder/Directory.Build.props"
done

# In the order that CoreOrderTests holds.
mapfile -t layers < <(sed -n '/CoreOrder =/,/];/p' "$suite/Architecture/CoreOrderTests.cs" | grep -o '"[^"]*"' | sed 's/""/Model/; s/"//g; s|/|.|g')
visible=$(printf '<InternalsVisibleTo Include="VaeMl.%s" />' "${layers[@]}" Core.Tests)
below=""
for name in "${layers[@]}"; do
  project=$copy/src/layers/$name
  mkdir -p "$project"
  if [ "$name" = Model ]; then mv "$core"/*.cs "$project"; else mv "$core/${name//.//}" "$project"; fi
  packages='<PackageReference Include="Google.Protobuf" />'
  [ "$name" != Onnx ] || packages+='<PackageReference Include="Grpc.Tools" PrivateAssets="all" /><Protobuf Include="Onnx/onnx.proto" GrpcServices="None" Access="Internal" />'
  echo "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><RootNamespace>VaeMl</RootNamespace><AllowUnsafeBlocks>true</AllowUnsafeBlocks></PropertyGroup><ItemGroup>$packages$visible$below</ItemGroup></Project>" \
    >"$project/VaeMl.$name.csproj"
  below+="<ProjectReference Include=\"../$name/VaeMl.$name.csproj\" />"
done

# Tests that need neither the tool nor another program, and what they share.
find "$suite" -mindepth 1 -maxdepth 1 -type d ! -name Categories ! -name Distributions ! -name Grids ! -name Likelihoods ! -name Onnx ! -name Reporting \
  ! -name Scoring ! -name Training -exec rm -rf {} +
rm -rf "$suite/Reporting/Browser" "$suite/ReadmeTests.cs" "$suite"/Onnx/*Tests.cs
find "$suite/Training" -name '*Tests.cs' ! -name FoldTests.cs ! -name ThresholdWarningsTests.cs ! -name BlocksTests.cs -delete
sed -i -e '/VaeMl.Cli/d; /PuppeteerSharp/d; /WebDriverBiDi/d; /ArchUnitNET/d; /readable.js/d' \
  -e "s|<ProjectReference Include=\"../../src/VaeMl.Core/VaeMl.Core.csproj\" />|${below//..\//../../src/layers/}|" "$suite/VaeMl.Core.Tests.csproj"

# Kernels that are not optimised at once make the short runs half as long again.
export DOTNET_TC_QuickJitForLoops=0 DOTNET_TieredPGO=0
dotnet tool install --tool-path "$copy/tools" dotnet-stryker --version '5.1.*'
filter=$(printf '|FullyQualifiedName~VaeMl.Tests.%s' $tests)
slow=$(printf '&FullyQualifiedName!~%s' Blocks_foresee The_flag_rate_is_the_share The_importance_weighted_bound ManyRowsManyOfThemFlagged)
cat >"$suite/stryker-config.json" <<J
{ "stryker-config": { "project": "VaeMl.$layer.csproj", "mutate": [$mutate], "test-case-filter": "(${filter#|})$slow", "concurrency": $(nproc), "coverage-analysis": "perTest",
  "ignore-mutations": ["string"], "additional-timeout": 20000, "configuration": "Release", "reporters": ["cleartext", "json"] } }
J
(cd "$suite" && "$copy/tools/dotnet-stryker" --output "$copy/output")
cp "$copy/output/reports/mutation-report.json" "mutation-$1.json"
echo "The mutants are in mutation-$1.json"
